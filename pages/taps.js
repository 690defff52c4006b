/* A tap that lands on what has only just come up under the finger was not meant for it: the second one of a double tap
   would close the question that the first one opened, or take back what it did. So a thing that comes up where the last
   tap was is covered for a moment. One of the same name („Weiter“ after „Weiter“) is not, and keys are never slowed down.
   What two taps at once do before anything has come up is the program's part (dialogs.py). */
(() => {
  const HELD = 600; // ms that a thing has to stand under the finger before it takes a tap
  const WATCHED = 5_000; // ms after a tap, because an answer may be late
  const LOOK = 30; // ms
  const REACH = 24; // px: a finger hits about the same place twice
  const THINGS = "a, button, input, select, textarea, label, summary, tr, [role], [tabindex]";
  const BACKDROP = ".q-dialog__backdrop";

  let tapped; // where, when, and what is there

  const cover = document.createElement("div");
  cover.className = "kb-tapcover";
  cover.setAttribute("aria-hidden", "true");
  for (const kind of ["mousedown", "touchend", "click"])
    cover.addEventListener(kind, (event) => (event.preventDefault(), event.stopPropagation()));

  const under = ({ x, y }) =>
    document.elementsFromPoint(x, y).find((each) => each !== cover)?.closest(THINGS) ?? null;
  const nameOf = (thing) => (thing?.ariaLabel || thing?.textContent || "").trim();

  const look = () => {
    const now = performance.now(), thing = under(tapped);
    if (thing !== tapped.thing) {
      tapped.thing = thing;
      if (thing && !tapped.names.has(nameOf(thing))) hold(now);
    }
    if (cover.isConnected && now > tapped.until) {
      if (thing) tapped.names.add(nameOf(thing));
      cover.remove();
    }
    if (cover.isConnected || now < tapped.at + WATCHED) tapped.timer = setTimeout(look, LOOK);
  };
  const hold = (now) => {
    tapped.until = now + HELD;
    cover.style.left = `${tapped.x - REACH}px`;
    cover.style.top = `${tapped.y - REACH}px`;
    cover.style.width = cover.style.height = `${2 * REACH}px`;
    document.body.append(cover);
  };
  const far = ({ clientX, clientY }) => Math.hypot(clientX - tapped.x, clientY - tapped.y) > REACH;
  const letGo = () => {
    clearTimeout(tapped?.timer);
    cover.remove();
    tapped = undefined;
  };

  // ---- a dialog covers the page at once, wherever the finger comes down
  const opened = new WeakMap(); // what stands beside the page → since when
  const note = (changes) => {
    for (const change of changes) for (const each of change.addedNodes) opened.set(each, performance.now());
  };
  const isYoung = (backdrop) => performance.now() - (opened.get(backdrop.closest("body > *")) ?? -HELD) < HELD;

  // On a busy computer a tap comes before the look that was due: then it is made up for here.
  const isTooEarly = (event) => {
    if (!tapped || far(event) || performance.now() > tapped.at + WATCHED) return false;
    clearTimeout(tapped.timer);
    look();
    return cover.isConnected;
  };

  addEventListener("click", (event) => {
    if (!event.isTrusted || !event.detail || event.target === cover) return; // a key says 0
    if ((event.target.matches?.(BACKDROP) && isYoung(event.target)) || isTooEarly(event)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    letGo();
    tapped = { x: event.clientX, y: event.clientY, at: performance.now(), until: 0 };
    tapped.thing = under(tapped);
    tapped.names = new Set([nameOf(tapped.thing)].filter(Boolean));
    tapped.timer = setTimeout(look, LOOK);
  }, true);

  // ---- whoever goes elsewhere, or scrolls, means what they hit then
  addEventListener("pointermove", (event) => tapped && far(event) && letGo(), { capture: true, passive: true });
  addEventListener("wheel", () => tapped && letGo(), { capture: true, passive: true });
  addEventListener("keydown", () => tapped && letGo(), true);
  document.addEventListener("DOMContentLoaded", () => new MutationObserver(note).observe(document.body, { childList: true }));
})();
