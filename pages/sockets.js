/* A tap counts once, even when the connection breaks under it. A browser may hold a connection for sound that ended
   seconds ago, and what it sends then is gone: so what nobody has answered is said again as soon as the connection is
   back, in its order, and the program hears each of it once (sockets.py). */
(() => {
  const tellOnce = (socket) => {
    const emit = socket.emit.bind(socket);
    const open = new Map(); // what nobody has answered: its count → the tap
    let count = 0, broken = false;

    const tell = (tap) => emit("event", tap, () => open.delete(tap.count));
    socket.emit = (name, frame, ...more) => {
      if (name !== "event") return emit(name, frame, ...more);
      const tap = { ...frame, count: ++count };
      open.set(tap.count, tap);
      if (!broken) tell(tap);
      return socket;
    };
    socket.on("disconnect", () => (broken = true));
    socket.on("connect", () => {
      broken = false;
      [...open.values()].forEach(tell);
    });
  };

  const wait = () => (window.socket ? tellOnce(window.socket) : setTimeout(wait, 5));
  document.addEventListener("DOMContentLoaded", wait);
})();
