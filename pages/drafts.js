/* Drafts: what was typed and not saved. None outlives a quarter of an hour without a touch, on whatever page the browser
   is by then. */
(() => {
  const DRAFT = "kb-draft-";
  const FORGET_AFTER = 15 * 60_000; // ms

  const age = (text) => {
    try {
      return Date.now() - JSON.parse(text).touched;
    } catch {
      return NaN;
    }
  };
  const forgetOld = () => {
    for (const storage of [() => localStorage, () => sessionStorage])
      try {
        Object.keys(storage())
          .filter((key) => key.startsWith(DRAFT) && !(age(storage().getItem(key)) < FORGET_AFTER))
          .forEach((key) => storage().removeItem(key));
      } catch {
        // storage is forbidden here, so nothing was kept either
      }
  };
  forgetOld();
  setInterval(forgetOld, 60_000);

  const hasDraft = () => {
    forgetOld();
    try {
      return [localStorage, sessionStorage].some((storage) => Object.keys(storage).some((key) => key.startsWith(DRAFT)));
    } catch {
      return false;
    }
  };

  window.kontaktbuch = { forgetOld, hasDraft, FORGET_AFTER };
})();
