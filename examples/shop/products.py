"""What the shop sells, the same for everybody: nothing in here ever changes."""

PRICES = {"Tea": 4, "Coffee": 6, "Honey": 9}
