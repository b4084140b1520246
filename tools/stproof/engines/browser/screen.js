// Reads the page as a person does: texts in reading order, widgets with label and value, errors.
// It adds `look` and `find` to `window.stproof`; `watch.js` and `widgets.js` come first.
(() => {
  const { SKIPPED_TAGS, SKIPPED, all, squeeze, visible, words, isOff, reader } = stproof.parts;

  // Walks the page once; areas in the order main, sidebar, what lies above both.
  class Reading {
    constructor() {
      this.areas = [0, 1, 2].map(() => ({ lines: [], widgets: [], errors: [], anchors: [] }));
      this.area = this.areas[0];
      this.line = "";
      this.walk(document.body);
      this.flush();
    }
    flush() {
      const text = squeeze(this.line);
      if (text) this.area.lines.push(text);
      this.line = "";
    }
    within(area, element) {
      const outer = this.area;
      this.flush();
      this.area = this.areas[area];
      this.children(element);
      this.flush();
      this.area = outer;
    }
    children(element) {
      for (const child of element.childNodes) this.walk(child);
    }
    walk(node) {
      if (node.nodeType === Node.TEXT_NODE) return this.text(node);
      if (node.nodeType !== Node.ELEMENT_NODE || SKIPPED_TAGS.includes(node.tagName) || node.matches(SKIPPED)) return;
      if (!visible(node) && getComputedStyle(node).display !== "contents") return;
      const id = node.dataset.testid;
      if (id === "stException") return this.error(node);
      if (id === "stDataFrame") return this.cells(node);
      if (id === "stSidebar") return this.hiddenSidebar(node) ? undefined : this.within(1, node);
      if (this.area !== this.areas[2] && node.matches("[role=dialog],[data-baseweb=layer],[data-testid=portal],[data-testid=stToastContainer]"))
        return this.within(2, node);
      const read = reader(node);
      if (read) return this.widget(node, read(node));
      if (node.tagName === "A") this.area.anchors.push({ role: "link", target: node, label: squeeze(words(node)) });
      const apart = !/^(inline|contents)/.test(getComputedStyle(node).display) || node.tagName === "BR";
      if (apart) this.flush();
      this.children(node);
      if (apart) this.flush();
    }
    text(node) {
      const kept = /^(pre|break-spaces)/.test(getComputedStyle(node.parentElement).whiteSpace);
      const [first, ...rest] = kept ? node.data.split("\n") : [node.data];
      this.line += first;
      for (const line of rest) { this.flush(); this.line = line; }
    }
    hiddenSidebar(node) {
      return node.getAttribute("aria-expanded") === "false" || node.dataset.collapsed === "true";
    }
    widget(element, widget) {
      this.flush();
      this.area.widgets.push({ ...widget, disabled: isOff(widget.target), element });
      const label = element.querySelector('[data-testid="stWidgetLabel"]');
      if (widget.label && !widget.mute && (!label || visible(label))) this.area.lines.push(widget.label);
    }
    error(element) {
      this.flush();
      const trace = all(element, '[data-testid="stExceptionTraceRow"]').map((row) => row.textContent);
      const content = element.querySelector('[data-testid="stExceptionMessage"]')
        ?? element.querySelector("span")?.parentElement ?? element;
      const full = squeeze(words(content));
      const [, type, message] = full.match(/^([\w.]+)(?::\s*(.*))?$/s) ?? [null, "", full];
      this.area.errors.push({ type, message: message ?? "", trace });
      this.area.lines.push(full);
    }
    cells(element) { // drawn on a canvas; the cells in view stand below it as a table for screen readers
      this.flush();
      for (const cell of all(element, "canvas th, canvas td")) {
        const text = squeeze(cell.textContent);
        if (text) this.area.lines.push(text);
      }
    }
    of(kind) {
      return this.areas.flatMap((area) => area[kind]);
    }
  }

  function look() {
    const reading = new Reading();
    const widgets = reading.of("widgets").map(({ role, label, value, options, disabled }) =>
      ({ role, label, value: value ?? null, options: options ?? [], disabled }));
    return { lines: reading.of("lines"), widgets, errors: reading.of("errors"), url: location.search.slice(1) };
  }

  // Mark the first widget of these roles with this label (null: any), for a locator to find; else
  // say which labels are there. Dialogs come first: they lie above the rest.
  let marks = 0;
  function find({ roles, label }) {
    const reading = new Reading();
    const areas = [reading.areas[2], reading.areas[0], reading.areas[1]];
    const known = areas.flatMap((area) => area.widgets).filter((widget) => roles.includes(widget.role));
    const anchors = roles.includes("link") ? areas.flatMap((area) => area.anchors) : [];
    const fits = (widget) => label === null || widget.label === label;
    const found = known.find(fits) ?? anchors.find(fits);
    if (!found) return { there: known.map((widget) => widget.label) };
    const mark = (element) => {
      element.dataset.stproof ??= String(++marks);
      return `[data-stproof="${element.dataset.stproof}"]`;
    };
    const { role, value, options, disabled, parts, listed, dated, colored } = found;
    return {
      role, value: value ?? null, options: options ?? [], disabled: !!disabled, listed: !!listed, dated: !!dated,
      colored: !!colored, parts: parts ?? [], placeholder: found.target.getAttribute("placeholder") ?? "",
      tag: found.target.tagName, type: found.target.type ?? "", form: !!found.target.closest('[data-testid="stForm"]'),
      target: mark(found.box ?? found.target), whole: mark(found.element ?? found.target),
      targets: (found.targets ?? found.groups ?? []).map(mark),
    };
  }

  Object.assign(stproof, { look, find });
})();
