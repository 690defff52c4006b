// A scanner is a keyboard that types faster than people do and ends with Enter.
const GAP = 50;    // ms between two keys
const LENGTH = 8;  // fewer keys in a row are typing

export class Burst {
  constructor() {
    this.keys = "";
    this.at = 0;
  }

  // Takes every key; answers with the whole code at the Enter behind it, else with nothing.
  take(event) {
    const quick = event.timeStamp - this.at < GAP;
    this.at = event.timeStamp;
    if (event.key === "Enter") {
      const keys = quick ? this.keys : "";
      this.keys = "";
      return keys.length >= LENGTH ? keys : "";
    }
    if (event.key.length === 1) this.keys = quick ? this.keys + event.key : event.key;
    return "";
  }
}
