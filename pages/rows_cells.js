// The cells of a list by kind: how text becomes initials, a call, a mail, a tick.
const PHONE = /[^\d+]/g;
const EMAIL = /^[^\s@<>?&"]+@[^\s@<>?&"]+$/;

export const cells = {
  // the cell that carries the row's link: the first of those that is there
  linked(row) {
    return this.links.find((name) => row.cells[name]);
  },
  cellClass(row, column) {
    return ["c-" + column.name, "k-" + column.kind, {
      "is-own": column.own, "is-linked": column.name === this.linked(row), "kb-late": column.kind === "age" && row.late, "is-empty": !row.cells[column.name] && column.kind !== "who" }];
  },
  icon(key) {
    return this.states.find((state) => state.key === key)?.icon;
  },
  yes(row, column) {
    return !this.words.noes.includes(row.cells[column.name]);
  },
  safe(href) {
    return /^\/(?![/\\])/.test(href || "");
  },
  call(phone) {
    return "tel:" + phone.replace("(0)", "").replace(PHONE, "");
  },
  // an address too long for its column breaks behind the @ first
  atParts: (address) => address.split(/(?<=@)/),
  mail(address) {
    return EMAIL.test(address || "") ? "mailto:" + address : "";
  },
};
