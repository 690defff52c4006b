/* A tap counts once, even when the connection breaks under it. A browser may hold a connection for sound that ended
   seconds ago, and what it sends then is gone: so what nobody has answered is said again when the connection is back, in
   its order, and the program hears each of it once (sockets.py). That lasts as long as the page does. */
(() => {
  const LARGEST = 900_000; // characters; NiceGUI answers none that is larger

  const tellOnce = (socket) => {
    const emit = socket.emit.bind(socket);
    const open = new Map(); // what nobody has answered: its count → the tap
    let count = 0, broken = false;
    const size = (frame) => (frame.args ?? []).reduce((sum, each) => sum + (each?.length ?? 0), 0);

    const tell = (tap) => emit("event", tap, () => open.delete(tap.count));
    socket.emit = (name, frame, ...more) => {
      if (name !== "event") return emit(name, frame, ...more);
      const tap = { ...frame, count: ++count };
      if (size(frame) < LARGEST) open.set(tap.count, tap);
      if (!broken) tell(tap);
      return socket;
    };
    socket.on("disconnect", () => {
      broken = true;
      // what it kept for later would leave before our own, and an earlier tap would come behind a later one
      socket.sendBuffer = socket.sendBuffer.filter((packet) => packet.data[0] !== "event");
    });
    addEventListener("pagehide", () => broken && open.size && remember(true));
    socket.on("connect", () => {
      broken = false;
      confess();
      [...open.values()].forEach(tell);
    });
  };

  // After half a minute the page loads anew, and what it could not say is gone with it: then this is said.
  const MARK = "kb-unheard";
  const remember = (yes) => {
    try {
      const was = sessionStorage.getItem(MARK);
      yes ? sessionStorage.setItem(MARK, "1") : sessionStorage.removeItem(MARK);
      return Boolean(was);
    } catch {
      return false; // storage is forbidden here
    }
  };
  const confess = () => {
    const sentence = document.querySelector("meta[name=kb-unheard]")?.content;
    if (sentence && remember(false))
      Quasar.Notify.create({ message: sentence, position: "top", timeout: 10_000, icon: "o_error_outline",
        classes: "kb-say kb-say--error" });
  };

  const wait = () => (window.socket ? tellOnce(window.socket) : setTimeout(wait, 5));
  document.addEventListener("DOMContentLoaded", wait);
})();
