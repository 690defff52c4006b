// A list's state stands in the address, so that it can be linked and found again with „back“. What was typed does not:
// a name must not stand in an address. It belongs to its entry in the tab's history and is kept in memory only.
const typed = new Map();

export const keptText = (sheet) => {
  const kept = typed.get(history.state?.list);
  return kept?.sheet === sheet && kept.path === location.pathname ? kept.text : "";
};

// NiceGUI follows `page` on „back“ and then scrolls to the top, unless it names a place on the page: this one does not
// exist, so the list stays where it was when something beside it is closed.
const entry = (page) => ({ ...history.state, page: page + "#hier" });

export const address = {
  note() {
    const page = this.offset / this.limit + 1;
    const standard = this.sort === this.standard.sort && this.descending === this.standard.descending;
    const sort = standard ? "" : (this.descending ? "-" : "") + this.sort;
    const only = Object.fromEntries(this.choices.map(({ name }) => ["nur-" + name, this.only[name]]));
    this.place({ stand: this.filter, sort, seite: page > 1 ? page : "", ...only });
    if (!history.state?.list) history.replaceState({ ...history.state, list: `${Date.now()}-${Math.random()}` }, "");
    typed.set(history.state.list, { sheet: this.sheet, path: location.pathname, text: this.text });
  },
  place(values, push = false) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
      if (value) query.set(name, value);
      else query.delete(name);
    }
    const page = location.pathname + (query.size ? "?" + query : "");
    if (page === location.pathname + location.search) return;
    if (push) {
      history.replaceState(entry(location.pathname + location.search), "");
      history.pushState({ ...entry(page), beside: true }, "", page);
    } else {
      history.replaceState(entry(page), "", page);
    }
  },
  // called by the server: what is open beside the list; the first to open gets an entry that „back“ takes away
  beside(values) {
    const open = Object.values(values).some(Boolean);
    if (!open && history.state?.beside) history.back();
    else this.place(values, open && !history.state?.beside);
  },
};
