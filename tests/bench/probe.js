/* When is what was asked for on the screen? After the change of the page, after the frame that paints it.

   kbProbe.after(kind, there): ms from the next event of this kind to the paint in which `there` holds.
   kbProbe.at(there): the moment of that paint, comparable between pages of this computer.
   kbProbe.first(list): ms from the start of loading to the first paint with a heading, and rows where it is a list. */
(() => {
  const rows = () => [...document.querySelectorAll(".kb-list tbody tr")];
  const text = () => rows().map((row) => row.textContent).join("|");
  const heading = () => document.querySelector("main h1, h1");

  const painted = (done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();   // its message arrives after the frame has been painted
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });

  const watch = (there) => new Promise((resolve) => {
    const look = () => {
      if (!there()) return false;
      observer.disconnect();
      painted(() => resolve(performance.now()));
      return true;
    };
    const observer = new MutationObserver(look);
    if (!look()) observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });

  const there = {
    otherRows() {
      const before = text();
      return () => text() !== before;
    },
    otherScreen(list) {
      const before = heading();
      return () => heading() && heading() !== before && (!list || rows().length > 0);
    },
    screen: (list) => () => heading() && (!list || rows().length > 0),
    words: (number, words) => () => rows().some((row) => row.textContent.includes(number) && row.textContent.includes(words)),
  };

  window.kbProbe = {
    after(kind, name, ...given) {
      const holds = there[name](...given);
      window.kbMeasured = new Promise((resolve) => addEventListener(kind, (event) => {
        watch(holds).then((painted) => resolve(painted - event.timeStamp));
      }, { capture: true, once: true }));
    },
    at(name, ...given) {
      window.kbMeasured = watch(there[name](...given)).then((painted) => performance.timeOrigin + painted);
    },
    moment(kind) {
      window.kbMoment = new Promise((resolve) => addEventListener(kind, (event) => {
        resolve(performance.timeOrigin + event.timeStamp);
      }, { capture: true, once: true }));
    },
    first: (list) => watch(there.screen(list)),
  };
})();
