// What each of Streamlit's widgets is to a person: its role, label and value, on every release since 1.28.
// `screen.js` reads a page with it; the names it needs are in `window.stproof.parts`.
(() => {
  const SKIPPED_TAGS = ["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "IFRAME", "SVG", "svg", "MATH", "math"];
  const SKIPPED = [ // Streamlit's own furniture, which is not the app's
    "stHeader", "stToolbar", "stDecoration", "stStatusWidget", "stSkipToContent", "stElementToolbar",
    "stHeaderActionElements", "stTooltipIcon", "stIconMaterial", "stSidebarCollapseButton",
    "stSidebarCollapsedControl", "collapsedControl", "stSidebarResizeHandle", "InputInstructions",
    "stSliderTickBar", "stTickBar", "stTooltipContent", "stCopyButton", "stCodeCopyButton",
    "StyledFullScreenButton", "stSkillsNudge", "stSkillsInstallCallout",
    "stExpanderIcon", "stExpanderIconCheck", "stExpanderIconError", "stExpanderIconSpinner",
    "stChatMessageAvatarUser", "stChatMessageAvatarAssistant", "stChatMessageAvatarCustom",
  ].map((id) => `[data-testid="${id}"]`).join() + ",footer,[data-live-announcer],.katex-mathml,[data-baseweb=tooltip]";

  const all = (element, selector) => [...element.querySelectorAll(selector)];
  const squeeze = (text) => text.replace(/\s+/g, " ").trim();
  const named = (element) => squeeze(words(element)) || element.getAttribute("aria-label") || "";
  const visible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  // The text of an element without icons and help, visible or not.
  function words(element) {
    if (!element) return "";
    let text = "";
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      else if (node.nodeType === Node.ELEMENT_NODE && !SKIPPED_TAGS.includes(node.tagName) && !node.matches(SKIPPED))
        text += words(node) + (/^(P|DIV|LI|BR)$/.test(node.tagName) ? " " : "");
    }
    return text.replace(/\s+/g, " ");
  }

  function labelOf(element, control) {
    const label = squeeze(words(element.querySelector('[data-testid="stWidgetLabel"]')));
    return label || control?.getAttribute("aria-label") || control?.getAttribute("placeholder") || "";
  }

  const isOff = (control) => !!control && (control.disabled || control.getAttribute("aria-disabled") === "true");
  const numberOrNull = (text) => (text === "" || isNaN(text) ? null : Number(text));

  function input(element, role, shown) {
    const control = element.querySelector("input,textarea");
    return { role, target: control, value: shown(control), label: labelOf(element, control) };
  }

  // A date or time box is one input, or (since 1.6x) a row of parts that are edited one by one.
  function moment(element) {
    const groups = all(element, "[role=group]").filter((group) => group.querySelector("[role=spinbutton]"));
    const label = (control) => labelOf(element, control);
    if (groups.length) {
      const text = (group) => all(group, "[data-type]").some((part) => part.hasAttribute("data-placeholder"))
        ? "" : group.textContent.replace(/[\u2066-\u2069]/g, "").trim();
      const value = groups.map(text).filter(Boolean).join(" – ");
      const parts = groups.map((group) => all(group, "[role=spinbutton]").map((part) => part.dataset.type));
      return { role: "text", target: groups[0], value, label: label(groups[0]), kind: "parts", parts, targets: groups };
    }
    const list = element.querySelector("[role=combobox]");
    if (!list) return { ...input(element, "text", (control) => control.value), kind: "date" };
    const shown = element.querySelector("[data-baseweb=select] [value]");
    return { role: "text", target: list, value: shown?.textContent ?? "", label: label(list), kind: "list" };
  }

  function select(element) {
    const control = element.querySelector("input");
    const shown = element.querySelector("[data-baseweb=select] [value]");
    const value = (shown ? shown.textContent : control.value) || null;
    return { role: "choice", target: control, value, label: labelOf(element, control) };
  }

  function multiselect(element) {
    const control = element.querySelector("input");
    const tags = all(element, "[data-baseweb=tag],[data-tag]");
    const value = tags.map((tag) => squeeze(words(tag.querySelector("[title]") ?? tag)));
    return { role: "choices", target: control, tags, value, label: labelOf(element, control) };
  }

  function radio(element) {
    const boxes = all(element, "input[type=radio]");
    const options = boxes.map((box) => squeeze(words(box.closest("label"))));
    const picked = boxes.findIndex((box) => box.checked);
    const group = element.querySelector("[role=radiogroup]");
    const targets = boxes.map((box) => box.closest("label"));
    const value = picked < 0 ? null : options[picked];
    return { role: "choice", kind: "radio", target: boxes[0], targets, options, value, label: labelOf(element, group) };
  }

  function buttonGroup(element) {
    const group = element.querySelector("[role=radiogroup],[role=group],[role=toolbar],[data-baseweb=button-group]");
    const targets = all(element, "button");
    const options = targets.map(named);
    const isOn = (button) => /Active$/.test(button.getAttribute("kind") ?? "")
      || button.getAttribute("aria-checked") === "true" || button.getAttribute("aria-pressed") === "true";
    const picked = options.filter((_, at) => isOn(targets[at]));
    const one = group?.getAttribute("role") === "radiogroup";
    const value = one ? picked[0] ?? null : picked;
    return { role: one ? "choice" : "choices", target: targets[0], targets, options, value, label: labelOf(element, group) };
  }

  // The number behind a thumb; its text where that is no number: a date, an option's name.
  function thumb(control) {
    const raw = Number(control.getAttribute("aria-valuenow") ?? control.value);
    const text = control.getAttribute("aria-valuetext") ?? String(raw);
    const shown = text.match(/-?\d+(\.\d+)?/);
    return shown && (Number(text) === raw || Number(shown[0]) === raw) ? raw : text;
  }

  function slider(element) {
    const targets = all(element, "[role=slider],input[type=range]");
    const values = targets.map(thumb);
    return { role: "slider", target: targets[0], targets, value: values.length > 1 ? values : values[0], label: labelOf(element, targets[0]) };
  }

  function uploader(element) {
    const control = element.querySelector("input[type=file]");
    const names = (selector) => all(element, selector).map((name) => name.getAttribute("title") || squeeze(name.textContent));
    const rows = names('[data-testid="stFileUploaderFileName"],.uploadedFileName'); // until 1.5x the newest came first
    const value = rows.length ? rows.reverse() : names('[data-testid="stFileChipName"]');
    return { role: "file", target: control, value, label: labelOf(element, element.querySelector("section")) };
  }

  function checkbox(element) {
    const control = element.querySelector("input");
    return { role: "checkbox", target: control, value: control.checked, label: labelOf(element, control), box: element.querySelector("label") };
  }

  function pressed(element, role) {
    const target = element.matches("button,a") ? element : element.querySelector("button,a") ?? element;
    return { role, target, label: named(target) };
  }

  function chat(element) {
    const target = element.matches("textarea") ? element : element.querySelector("textarea");
    return { role: "chat", target, label: target.placeholder, value: target.value };
  }

  function color(element) {
    const block = element.querySelector('[data-testid="stColorPickerBlock"],[data-testid="stColorBlock"]');
    const rgb = (getComputedStyle(block).backgroundColor.match(/\d+/g) ?? []).slice(0, 3);
    const value = "#" + rgb.map((part) => Number(part).toString(16).padStart(2, "0")).join("");
    const target = element.querySelector("button") ?? block;
    return { role: "text", target, value, label: labelOf(element, target), kind: "color" };
  }

  const link = (element) => pressed(element, "link");
  const page = (element) => pressed(element, "page");
  const button = (element) => pressed(element, "button");
  const READERS = {
    stTextInput: (element) => input(element, "text", (control) => control.value),
    stTextArea: (element) => input(element, "text", (control) => control.value),
    stNumberInput: (element) => input(element, "number", (control) => numberOrNull(control.value)),
    stDateInput: moment, stTimeInput: moment, stDateTimeInput: moment,
    stCheckbox: checkbox, stRadio: radio, stSelectbox: select, stMultiSelect: multiselect,
    stButtonGroup: buttonGroup, stFeedback: buttonGroup, stSlider: slider, stFileUploader: uploader,
    stColorPicker: color, stChatInput: chat,
    stButton: button, stDownloadButton: button, stFormSubmitButton: button, stPopover: button,
    stMenuButton: button, stLinkButton: link, stPageLink: link, stSidebarNavLink: page, stTopNavLink: page,
  };
  const OLD_CLASSES = { stSlider: "stSlider", stPopover: "stPopover" }; // before 1.40 these have no test id

  function reader(element) {
    const id = element.dataset.testid;
    if (id && READERS[id]) return READERS[id];
    if (element.matches("[role=tab]"))
      return () => ({ role: "tab", target: element, value: element.getAttribute("aria-selected") === "true", label: squeeze(words(element)) });
    if (element.tagName === "SUMMARY")
      return () => ({ role: "expander", target: element, value: element.parentElement.open, label: squeeze(words(element)) });
    if (element.matches("[role=dialog] button[aria-label=Close]"))
      return () => ({ role: "button", target: element, label: "Close", mute: true });
    for (const name of Object.keys(OLD_CLASSES)) if (!id && element.classList.contains(name)) return READERS[name];
    return null;
  }

  stproof.parts = { SKIPPED_TAGS, SKIPPED, all, squeeze, visible, words, named, isOff, thumb, reader };
})();
