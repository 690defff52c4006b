/* The lock of a tablet: digits to tap, one try at a time, whether the program is there, and that something begun is kept.
   A tablet that has been removed forgets what was begun and goes, with nobody touching it.
   Without this script it is a form like any other. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".kb-unlock__form"), pin = form.elements.pin;
  const people = [...form.querySelectorAll("[name=who]")], pad = form.querySelector(".kb-unlock__pad");
  const live = document.querySelector(".kb-unlock__live");
  let sending = false;

  // a tablet has the digits on this page, its own would cover them
  if (matchMedia("(pointer: coarse)").matches) pin.inputMode = "none";
  pad.hidden = false;
  document.querySelector(".kb-unlock__kept").hidden = !window.kontaktbuch.hasDraft();

  const press = (digit) => {
    pin.value = digit === undefined ? pin.value.slice(0, -1) : (pin.value + digit).slice(0, pin.maxLength);
    pin.focus({ preventScroll: true });
  };
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("button[type=button]");
    if (key) press(key.dataset.digit);
  });
  pad.addEventListener("mousedown", (event) => event.target.closest("button[type=button]") && event.preventDefault());
  form.addEventListener("change", (event) => {
    if (event.target.name !== "who") return;
    pin.value = "";
    form.querySelector(".kb-unlock__error").textContent = "";
    pin.focus({ preventScroll: true });
    form.querySelector(".kb-unlock__pin").scrollIntoView({ block: "nearest" });
  });

  // ---- is the program there, and is this still one of its tablets? Asking keeps nobody logged in
  const REMOVED = 410;
  const leave = () => {
    window.kontaktbuch.forgetAll();
    location.replace("/anmelden?next=" + encodeURIComponent(form.elements.next.value)); // which says why
  };
  const reached = async () => {
    let yes = false;
    try {
      const asked = { cache: "no-store", signal: AbortSignal.timeout(5_000) };
      const answer = navigator.onLine && (await fetch("/entsperren/tablet", asked));
      if (answer.status === REMOVED) return leave();
      yes = Boolean(answer); // also one about a trouble: whoever tries to unlock is told it
    } catch {
      // it is not
    }
    live.classList.toggle("is-down", !yes);
    live.textContent = yes ? live.dataset.on : live.dataset.off;
    return yes;
  };
  setInterval(reached, 3_000);
  addEventListener("offline", reached);
  addEventListener("online", reached);

  // ---- the counter asks for it: whoever got in need not tap once more to go on (counter_keeping.js)
  const unlocking = (yes) => {
    try {
      yes ? sessionStorage.setItem("kb-unlocking", Date.now()) : sessionStorage.removeItem("kb-unlocking");
    } catch {
      // storage is forbidden here, and so is the draft it is about
    }
  };
  unlocking(false); // a try that led back here has failed

  // ---- one try at a time; without a network it would end in the browser's error page, and count for nothing
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    const { submitter } = event;
    if (await reached()) {
      if (submitter?.name) form.append(Object.assign(document.createElement("input"),
        { type: "hidden", name: submitter.name, value: submitter.value }));
      unlocking(true);
      return form.submit();
    }
    sending = false;
  });
  addEventListener("pageshow", () => (sending = false));
  const chosen = people.find((one) => one.checked);
  if (chosen) pin.focus({ preventScroll: true });
  reached();
});
