// What a person's hand does: aiming a click, replacing a text, scrolling through a list, moving a slider. An app
// may draw the page again at any moment: nothing is sent here before the page shows what is meant.
(() => {
  const { all, squeeze, words, named, thumb } = stproof.parts;
  const tick = () => new Promise((done) => setTimeout(done));

  // The next click must begin and end on this element while it shows this text (by default: what it shows now)
  // and, for a checkbox, can be switched to `on`; another click does nothing. Returns whether it is there.
  let aimed = null;
  function aim({ selector, shows, on }) {
    const element = document.querySelector(selector);
    aimed = element && { selector, shows: shows ?? named(element), on };
    return !!element;
  }
  function isMeant(element) {
    return !!element && named(element) === aimed.shows && (aimed.on === null || element.querySelector("input").checked !== aimed.on);
  }
  for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"])
    addEventListener(type, (event) => {
      if (!aimed) return;
      const element = event.target.closest?.(aimed.selector);
      if (type === "pointerdown") aimed.began = isMeant(element);
      if (type === "pointerup") aimed.ended = aimed.began && !!element;
      if (aimed.began) return;
      event.stopImmediatePropagation();
      event.preventDefault();
    }, true);

  // Whether the click has met what was aimed at; a page that is left meanwhile was met.
  function met() {
    const hit = !aimed || !!aimed.ended;
    aimed = null;
    return hit;
  }

  // Replace the text of a box and, only if the box then shows it, leave the box, which sends it, or in a form keeps it.
  async function type({ selector, text, leave }) {
    const box = document.querySelector(selector);
    if (!box) return false;
    box.focus();
    box.select();
    document.execCommand(text ? "insertText" : "delete", false, text); // both at once: nothing comes between
    await tick();
    if (box.value !== text || box.validity.rangeOverflow || box.validity.rangeUnderflow) return false;
    if (!leave) return true;
    const before = stproof.wire.sent;
    box.blur();
    const kept = () => box.value === text || (box.type === "number" && Number(box.value) === Number(text));
    return until(() => stproof.wire.sent > before || kept(), 100);
  }

  // The numbers in the parts of a date or time box, as the page shows them.
  const numbers = (selectors) => selectors.flatMap((selector) =>
    all(document.querySelector(selector), "[role=spinbutton]").map((part) => Number(part.getAttribute("aria-valuenow"))));

  // The list that is open: it belongs to the box that has the focus, and is closed with it. Escape would close
  // it too, but may close a dialog or clear the widget.
  const LIST = '[role=option],[data-testid="stVirtualDropdownEmpty"],[data-testid="stSelectboxVirtualDropdownEmpty"]';
  const list = () => document.querySelector(LIST);
  const isOpen = (selector) => !!list() && document.activeElement === document.querySelector(selector);
  const opens = () => until(list, 300);
  async function close() {
    document.activeElement?.blur();
    if (await until(() => !list(), 300)) return;
    document.body.click(); // 1.28 closes the list of a multiselect only so
    await until(() => !list(), 1000);
  }

  // What the open list shows.
  const entries = () => all(document, "[role=option]");
  const offered = () => entries().map((entry) => squeeze(words(entry)));

  // The selector of the option with one of these texts, the first that is there.
  function option(texts) {
    const found = texts.map((text) => entries().find((entry) => squeeze(words(entry)) === text)).find(Boolean);
    return found ? stproof.mark(found) : null;
  }

  // The whole list: a long one has only those options in the page that are in view.
  async function scrolled() {
    const texts = new Set();
    for (let before = -1; texts.size > before; ) {
      before = texts.size;
      for (const text of offered()) texts.add(text);
      entries().at(-1)?.scrollIntoView();
      await until(() => false, 60);
    }
    return [...texts];
  }

  // Whether the condition comes true within so many ms.
  async function until(condition, limit) {
    for (const end = performance.now() + limit; performance.now() < end; ) {
      if (condition()) return true;
      await tick();
    }
    return false;
  }

  function isAt(selector, text) {
    const shown = thumb(document.querySelector(selector));
    return typeof shown === "string" ? shown === text : Math.abs(shown - Number(text)) < 1e-9;
  }

  // Move a thumb so that it shows the value, quicker than it sends. Returns the key that makes the last step,
  // for a slider that sends only what a real key does; else nothing. Where it does not get there, it is left where it was.
  async function slide({ selector, text }) {
    if (isAt(selector, text)) return "";
    const element = document.querySelector(selector), there = () => isAt(selector, text);
    element.focus();
    return element.tagName === "INPUT" ? await slideInput(element, text, there) : await slideByKeys(element, text, there);
  }

  async function slideInput(input, text, there) {
    const [min, max, step] = [input.min, input.max, input.step].map(Number);
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const set = async (value) => {
      write.call(input, String(value));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await tick();
    };
    let goal = Number(text);
    if (typeof thumb(input) === "string") // a date or an option: look for it
      for (goal = min; goal <= max; goal += step) {
        await set(goal);
        if (there()) break;
      }
    else await set(goal);
    if (!there()) return "";
    goal = Number(input.value);
    const below = goal - step >= min;
    await set(below ? goal - step : goal + step);
    return below ? "ArrowUp" : "ArrowDown";
  }

  // As a person who holds the key: many times down, once up, whereupon the slider sends.
  async function slideByKeys(element, text, there) {
    let now = thumb(element), last = "";
    const fire = (type, key) => element.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true, cancelable: true }));
    const press = async (key) => {
      const before = now;
      fire("keydown", last = key);
      // For a moment some releases show the new position with the old text, which reads as no number.
      const moved = () => thumb(element) !== before && typeof thumb(element) === typeof before;
      await until(moved, 500);
      now = thumb(element);
      return now !== before;
    };
    const go = async (goal) => {
      if (typeof now === "string") { // dates sort as text; an option may be on either side
        for (const key of goal > now ? ["ArrowUp", "ArrowDown"] : ["ArrowDown", "ArrowUp"])
          while (now !== goal && (await press(key)));
        return;
      }
      const far = () => Math.abs(Number(goal) - now);
      for (const kind of ["Page", "Arrow"]) // page keys while they bring it nearer
        for (let before = Infinity; far() && far() < before; ) {
          before = far();
          await press(kind + (Number(goal) > now ? "Up" : "Down"));
        }
    };
    const start = now;
    await go(text);
    if (!there()) await go(start);
    fire("keyup", last);
    return "";
  }

  Object.assign(stproof, { aim, met, type, numbers, isOpen, opens, close, offered, option, scrolled, isAt, slide });
})();
