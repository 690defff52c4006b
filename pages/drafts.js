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
  const forget = (storage, which) =>
    Object.keys(storage)
      .filter((key) => key.startsWith(DRAFT) && which(storage.getItem(key)))
      .forEach((key) => storage.removeItem(key));
  const forgetThose = (which) => {
    for (const storage of [() => localStorage, () => sessionStorage])
      try {
        forget(storage(), which);
      } catch {
        // storage is forbidden here, so nothing was kept either
      }
  };
  const forgetOld = () => forgetThose((text) => !(age(text) < FORGET_AFTER));
  const forgetAll = () => forgetThose(() => true);
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

  window.kontaktbuch = { forgetOld, forgetAll, hasDraft, FORGET_AFTER };
})();
