// Reads the page as a person does: texts in reading order, widgets with label and value, errors.
// It adds `look` to `window.stproof`; `settle.js` and `widgets.js` come first.
(() => {
  const { SKIPPED_TAGS, SKIPPED, all, squeeze, visible, words, isOff, reader } = stproof.parts;
  const CONTAINERS = [
    "stVerticalBlock", "stHorizontalBlock", "stForm", "stExpander", "stChatMessage", "stPopover", "stTabs",
  ].map((id) => `[data-testid="${id}"]`).join() + ",.stPopover,.stTabs,[role=tabpanel],[role=dialog]";
  const PANELS = '[role=tabpanel],[data-testid="stTabPanel"]';
  const ABOVE = '[role=dialog],[data-baseweb=layer],[data-testid="portal"],[data-testid="stToastContainer"]';
  const MAIN_PLACE = 0, SIDEBAR_PLACE = 1, ABOVE_PLACE = 2, BOTTOM_PLACE = 3;

  // What a popover shows is drawn elsewhere in the page, without saying to which button it belongs.
  let popover;
  addEventListener("click", (event) => {
    popover = event.target.closest?.('[data-testid="stPopover"],.stPopover') ?? popover;
  }, true);

  // What a tab shows; the one that is open alone is visible.
  function panelOf(tab) {
    const list = tab.closest("[role=tablist]");
    let around = list;
    while (!around.querySelector(PANELS)) around = around.parentElement ?? document.body;
    const panels = all(around, PANELS).filter((panel) => panel.parentElement.closest(PANELS) === list.closest(PANELS));
    return panels[all(list, "[role=tab]").indexOf(tab)];
  }

  // Walks the page once. Parts in the order main, sidebar, what is above both. The place of a text or widget
  // is the way to it from container to container, as numbers.
  class Reading {
    constructor() {
      this.parts = [0, 1, 2].map(() => ({ texts: [], widgets: [], errors: [], anchors: [] }));
      this.part = this.parts[0];
      this.places = new Map();
      this.place = [MAIN_PLACE];
      this.line = "";
      this.walk(document.body);
      this.flush();
    }
    flush() {
      this.write(squeeze(this.line), this.place);
      this.line = "";
    }
    write(words, place) {
      if (words) this.part.texts.push({ words, place });
    }
    inside(element, place, part = this.part) {
      const [outerPlace, outerPart] = [this.place, this.part];
      this.flush();
      [this.place, this.part] = [place, part];
      this.places.set(element, place);
      this.children(element);
      this.flush();
      [this.place, this.part] = [outerPlace, outerPart];
    }
    below(place) { // the place of one more container
      return [...place, this.places.size + 1];
    }
    placeOf(element) {
      while (element && !this.places.has(element)) element = element.parentElement;
      return this.places.get(element) ?? [ABOVE_PLACE];
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
      if (id === "stSidebar") return this.hiddenSidebar(node) || this.inside(node, [SIDEBAR_PLACE], this.parts[1]);
      if (id === "stBottom") return this.inside(node, [BOTTOM_PLACE]);
      if (id === "stPopoverBody") return this.inside(node, this.below(this.placeOf(popover)), this.parts[2]);
      if (this.place[0] !== ABOVE_PLACE && node.matches(ABOVE)) return this.inside(node, this.below([ABOVE_PLACE]), this.parts[2]);
      const read = reader(node);
      if (read) return this.widget(node, read(node));
      if (node.matches(CONTAINERS)) return this.inside(node, this.places.get(node) ?? this.below(this.place));
      if (node.tagName === "A") this.part.anchors.push({ role: "link", target: node, label: squeeze(words(node)), place: this.place });
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
      let place = this.place, at = place;
      if (widget.role === "tab") { // it is in its row, but its title belongs to what it shows
        const panel = panelOf(element), open = panel && visible(panel);
        at = open ? this.below(place) : [];
        if (open) this.places.set(panel, at);
      } else if (element.matches(CONTAINERS)) this.places.set(element, place = at = this.below(place));
      this.part.widgets.push({ ...widget, disabled: isOff(widget.target), place, element });
      const label = element.querySelector('[data-testid="stWidgetLabel"]');
      if (!widget.mute && (!label || visible(label))) this.write(widget.label, at);
    }
    error(element) {
      this.flush();
      const trace = all(element, '[data-testid="stExceptionTraceRow"]').map((row) => row.textContent);
      const content = element.querySelector('[data-testid="stExceptionMessage"]')
        ?? element.querySelector("span")?.parentElement ?? element;
      const full = squeeze(words(content));
      const [, type, message] = full.match(/^([\w.]+)(?::\s*(.*))?$/s) ?? [null, "", full];
      this.part.errors.push({ type, message: message ?? "", trace });
      this.write(full, this.place);
    }
    cells(element) { // drawn on a canvas; the cells in view stand below it as a table for screen readers
      this.flush();
      for (const cell of all(element, "canvas th, canvas td")) this.write(squeeze(cell.textContent), this.place);
    }
    of(kind) {
      return this.parts.flatMap((part) => part[kind]);
    }
  }

  let marks = 0;
  function mark(element) { // for a locator to find it
    element.dataset.stproof ??= String(++marks);
    return `[data-stproof="${element.dataset.stproof}"]`;
  }

  // What a person sees. The widgets that are wanted (roles and label; null: any) are marked.
  function look(wanted) {
    const reading = new Reading(), widgets = reading.of("widgets");
    const isWanted = ({ role, label }) => wanted?.roles.includes(role) && [null, label].includes(wanted.label);
    if (!widgets.some(isWanted)) widgets.push(...reading.of("anchors").filter(isWanted));
    return {
      texts: reading.of("texts"), errors: reading.of("errors"), url: location.search.slice(1),
      widgets: widgets.map((widget) => ({ ...described(widget), ...(isWanted(widget) ? marked(widget) : {}) })),
    };
  }

  const described = ({ role, label, value, options, disabled, place }) =>
    ({ role, label, value: value ?? null, options: options ?? [], disabled: !!disabled, place });

  const marked = ({ target, box, element, targets, tags, parts, kind }) => ({
    target: mark(box ?? target), whole: mark(element ?? target), targets: (targets ?? []).map(mark),
    tags: (tags ?? []).map(mark), parts: parts ?? [], kind: kind ?? "",
    placeholder: target.getAttribute("placeholder") ?? "", in_form: !!target.closest('[data-testid="stForm"]'),
  });

  // Width and height of what is drawn, in CSS pixels, with a margin below.
  function extent() {
    const drawn = all(document, "[data-testid=stElementContainer],.element-container,[data-testid=stSidebarNavLink],"
      + "[data-testid=stBottom],[role=dialog]");
    const below = Math.max(0, ...drawn.map((each) => each.getBoundingClientRect().bottom + scrollY));
    return [innerWidth, (below || innerHeight) + 32];
  }

  Object.assign(stproof, { look, mark, extent });
})();
