// What a person's hand does in many small steps: scrolling through a list, moving a slider.
(() => {
  const { all, squeeze, words, thumb } = stproof.parts;
  const tick = () => new Promise((done) => setTimeout(done));

  // What the open list shows.
  const entries = () => all(document, "[role=option]");
  const offered = () => entries().map((entry) => squeeze(words(entry)));

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

  // Move a thumb so that it shows the value, or as near as it goes, quicker than it sends. Returns the
  // key that makes the last step, for a slider that sends only what a real key does; else nothing.
  async function slide(element, text) {
    if (String(thumb(element)) === text || thumb(element) === Number(text)) return "";
    return element.tagName === "INPUT" ? await slideInput(element, text) : await slideByKeys(element, text);
  }

  async function slideInput(input, text) {
    const [min, max, step] = [input.min, input.max, input.step].map(Number);
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
    const set = async (value) => {
      write.call(input, String(value));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await tick();
    };
    let goal = Math.min(max, Math.max(min, Number(text)));
    if (typeof thumb(input) === "string") { // a date or an option: look for it
      for (goal = min; goal <= max; goal += step) {
        await set(goal);
        if (thumb(input) === text) break;
      }
      if (goal > max) return "";
    }
    if (isNaN(goal)) return "";
    const below = goal - step >= min;
    await set(below ? goal - step : goal + step);
    return below ? "ArrowUp" : "ArrowDown";
  }

  // As a person who holds the key: many times down, once up, whereupon the slider sends.
  async function slideByKeys(element, text) {
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
    if (typeof now === "string") { // dates sort as text; an option may be on either side
      for (const key of text > now ? ["ArrowUp", "ArrowDown"] : ["ArrowDown", "ArrowUp"])
        while (now !== text && (await press(key)));
    } else {
      const far = () => Math.abs(Number(text) - now);
      for (const kind of ["Page", "Arrow"]) // page keys while they bring it nearer
        for (let before = Infinity; far() && far() < before; ) {
          before = far();
          await press(kind + (Number(text) > now ? "Up" : "Down"));
        }
    }
    fire("keyup", last);
    return "";
  }

  Object.assign(stproof, { thumb, offered, scrolled, until, slide });
})();
