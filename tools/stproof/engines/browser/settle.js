// Runs in a page before the app's own scripts. It follows what goes over the wire between page and
// server, so that "the app has settled" is known and need not be guessed by waiting.
(() => {
  if (window.stproof) return;
  // Field numbers of Streamlit's BackMsg and ForwardMsg, the same in every release since 1.28.
  const RERUN_SCRIPT = 11, FILE_URLS_REQUEST = 16;
  const NEW_SESSION = 4, SCRIPT_FINISHED = 6, STATUS_CHANGED = 9, FILE_URLS_RESPONSE = 19;
  const COMPILE_ERROR = 1, EARLY_FOR_RERUN = 2;
  const BUSY = ["running", "rerunRequested", "stopRequested"];
  const SKELETON_LIMIT = 2000; // ms; an app may draw a skeleton of its own and leave it there
  const DRAWING_LIMIT = 1000; // ms; an app may move for ever

  const wire = {
    sockets: new Set(), opened: 0, sent: 0, runs: 0, asked: false, running: false, busy: false, uploads: 0,
  };

  function* fields(bytes) { // the top level of a protobuf message, as [number, value]
    let at = 0;
    const varint = () => {
      let value = 0, scale = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * scale; scale *= 128; } while (byte & 128);
      return value;
    };
    while (at < bytes.length) {
      const tag = varint();
      const value = varint(); // a number, or the length of what follows
      if ((tag & 7) === 2) at += value;
      yield [tag >>> 3, value];
    }
  }

  const view = (data) => ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);

  function sent(data) {
    for (const [field] of fields(view(data))) {
      if (field === RERUN_SCRIPT) { wire.sent += 1; wire.asked = true; }
      if (field === FILE_URLS_REQUEST) wire.uploads += 1;
    }
  }

  function received(data) {
    for (const [field, value] of fields(view(data))) {
      if (field === NEW_SESSION) { wire.asked = false; wire.running = true; }
      if (field === STATUS_CHANGED) wire.busy = value > 0; // `script_is_running`; false is an empty message
      if (field === FILE_URLS_RESPONSE) setTimeout(() => { wire.uploads -= 1; });
      if (field !== SCRIPT_FINISHED) continue;
      if (value === COMPILE_ERROR) wire.asked = false;
      if (value !== EARLY_FOR_RERUN) { wire.running = false; wire.runs += 1; }
    }
  }

  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(...args) {
      super(...args);
      if (!/_stcore\/stream/.test(this.url)) return;
      this.addEventListener("open", () => { wire.opened += 1; wire.sockets.add(this); });
      this.addEventListener("message", (event) => received(event.data));
      this.addEventListener("close", () => {
        wire.sockets.delete(this);
        wire.asked = wire.running = wire.busy = false;
        wire.uploads = 0;
      });
      this.followed = true;
    }
    send(data) {
      if (this.followed) sent(data);
      super.send(data);
    }
  };

  const nativeSend = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...args) { // files go by XMLHttpRequest, then a rerun is asked for
    wire.uploads += 1;
    this.addEventListener("loadend", () => setTimeout(() => { wire.uploads -= 1; }, 20));
    return nativeSend.apply(this, args);
  };

  let changed = 0; // when the page last changed, in ms
  new MutationObserver(() => { changed = performance.now(); })
    .observe(document, { subtree: true, childList: true, characterData: true });

  // A dialog fades in and out.
  const fading = () => [...document.querySelectorAll("[role=dialog]")]
    .some((dialog) => !dialog.checkVisibility({ opacityProperty: true, visibilityProperty: true }));

  const drawing = () => performance.now() - changed < 30 || fading();

  const frame = () => new Promise((done) => { // a page in the background draws no frames
    const late = setTimeout(done, 50);
    requestAnimationFrame(() => { clearTimeout(late); done(); });
  });

  function quiet() {
    const app = document.querySelector("[data-test-script-state]"); // not there before 1.30 or so
    if (!wire.sockets.size || !wire.runs || wire.asked || wire.running || wire.busy || wire.uploads > 0)
      return false;
    if (app && BUSY.includes(app.dataset.testScriptState)) return false;
    return !document.querySelector("[data-stale=true]");
  }

  // An element whose code is still being fetched: a skeleton, before 1.31 or so a box that says so.
  const loading = () => document.querySelector("[data-testid=stSkeleton], [data-testid=stAppSkeleton]")
    || [...document.querySelectorAll("[data-testid=stNotificationContentInfo]")].some((box) => box.textContent === "Loading...");

  // Wait until nothing is asked for, run or to be drawn any more, for two frames; or for `limit` ms.
  // `grace`: ms to wait for a request that a widget sends with a delay.
  async function settle({ grace, limit }) {
    const start = performance.now(), before = wire.sent;
    const passed = (since = start) => performance.now() - since;
    while (grace && wire.sent === before && passed() < grace) await frame();
    for (let frames = 0, since = 0; passed() < limit; ) {
      await frame();
      frames = quiet() ? frames + 1 : 0;
      if (frames === 1) since = performance.now();
      const drawn = (!drawing() || passed(since) > DRAWING_LIMIT) && (!loading() || passed(since) > SKELETON_LIMIT);
      if (frames >= 2 && drawn) return true;
      if (wire.opened && !wire.sockets.size && passed() > 100) return false;
    }
    return false;
  }

  const disconnect = () => { for (const socket of [...wire.sockets]) socket.close(); };

  const begun = () => wire.running || wire.runs > 0;

  window.stproof = { wire, settle, begun, disconnect };
})();
