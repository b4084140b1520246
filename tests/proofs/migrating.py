"""Proofs of references/migrating.md."""

from stproof import proves


@proves(
    "removed-rerun",
    "removed-parameters",
    "removed-parameters-set",
    "removed-user",
    "removed-fragment",
    "removed-dialog",
    "removed-memo",
    "removed-singleton",
    "removed-editor",
    "removed-connection",
)
def old_name_is_gone(user):
    user.sees_error("AttributeError", "module 'streamlit' has no attribute 'experimental_")


@proves("removed-cache")
def old_cache_is_gone(user):
    user.sees_error("AttributeError", "module 'streamlit' has no attribute 'cache'")
