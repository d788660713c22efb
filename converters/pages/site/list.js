// The list of messages: searched and sorted in memory, and only the rows that are seen are elements.
"use strict";

const restante = {};

// What turns the direction of text, or shows nothing, is made visible, as in escape.cpp.
restante.visible = (text) =>
  text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "\ufffd")
    .replace(/[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
      (mark) => "[U+" + mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "]");

restante.bytes = (size) => {
  const units = ["bytes", "kB", "MB", "GB"];
  let unit = 0;
  while (size >= 1000 && unit + 1 < units.length) {
    size /= 1000;
    ++unit;
  }
  return (unit === 0 ? size : size.toFixed(1)) + " " + units[unit];
};

// "1995-03-14T09:15:00Z" as "1995-03-14 09:15"; whether it is UTC stands in the message.
restante.day = (date) => date.slice(0, 16).replace("T", " ");

restante.element = (name, properties, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key in made) {
      made[key] = value;
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
};

// The rows of a list, in an order and by a search.
restante.Rows = class {
  constructor(data) {
    this.data = data;
    this.orders = {};
    this.texts = null;
  }

  // Row numbers by a column, rising; made once for each column.
  order(column) {
    if (!this.orders[column]) {
      const keys = this.keys(column);
      const order = Array.from({ length: this.data.size }, (_, i) => i);
      order.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
      this.orders[column] = order;
    }
    return this.orders[column];
  }

  keys(column) {
    const data = this.data;
    if (column === "from") {
      const names = data.people.map((name) => name.toLowerCase());
      const rank = [];
      names.map((_, i) => i).sort((a, b) => (names[a] < names[b] ? -1 : names[a] > names[b] ? 1 : a - b))
        .forEach((person, at) => { rank[person] = at; });
      return data.from.map((person) => rank[person]);
    }
    return column === "subject" ? data.subject.map((text) => text.toLowerCase()) : data[column];
  }

  // What the search looks at, one text for each row.
  haystack() {
    if (!this.texts) {
      const { subject, from, to, names, people, date, size } = this.data;
      const texts = new Array(size);
      for (let i = 0; i < size; ++i) {
        texts[i] = (subject[i] + "\n" + people[from[i]] + "\n" + to[i] + "\n" + names[i] + "\n" + date[i])
          .normalize("NFC").toLowerCase();
      }
      this.texts = texts;
    }
    return this.texts;
  }

  // Every word must occur. `folders`: those that are shown; null for all.
  find(query, folders, column, falling) {
    const words = query.normalize("NFC").toLowerCase().split(/\s+/).filter((word) => word !== "");
    const order = this.order(column);
    const texts = words.length === 0 ? null : this.haystack();
    const folder = this.data.folder;
    const found = [];
    for (let i = 0; i < order.length; ++i) {
      const row = order[falling ? order.length - 1 - i : i];
      let fits = folders === null || folders.has(folder[row]);
      for (let k = 0; fits && k < words.length; ++k) {
        fits = texts[row].includes(words[k]);
      }
      if (fits) {
        found.push(row);
      }
    }
    return found;
  }
};

// Shows rows in a grid. Its elements are as many as fit, and used again while it scrolls.
restante.Grid = class {
  // Browsers end pages at some 17 million pixels: a longer list moves in larger steps.
  static tallest = 15000000;

  constructor(grid, open) {
    this.grid = grid;
    this.box = grid.querySelector("#rows");
    this.spacer = grid.querySelector("#spacer");
    this.open = open;
    this.rows = [];
    this.pool = [];
    this.at = -1;  // of the row that is marked, in `rows`
    this.box.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.resize()).observe(this.box);
    this.box.addEventListener("click", (event) => {
      const row = event.target.closest("[role=row]");
      if (row) {
        this.mark(Number(row.getAttribute("aria-rowindex")) - 2);
        this.open(this.rows[this.at]);
      }
    });
  }

  show(data, rows) {
    const marked = this.rows[this.at];
    this.data = data;
    this.rows = rows;
    this.at = marked === undefined ? -1 : rows.indexOf(marked);
    this.grid.setAttribute("aria-rowcount", rows.length + 1);
    this.box.scrollTop = 0;
    this.resize();
  }

  resize() {
    const probe = this.pool[0] || this.add();
    probe.element.hidden = false;  // of a list that was empty it has no height
    this.rowHeight = Math.max(probe.element.offsetHeight, 1);
    this.height = Math.min(this.rows.length * this.rowHeight, restante.Grid.tallest);
    this.spacer.style.height = this.height + "px";
    this.draw();
  }

  // The first row that is seen, and how far above the edge it begins.
  first() {
    const whole = this.rows.length * this.rowHeight;
    if (whole === this.height) {
      return { row: Math.floor(this.box.scrollTop / this.rowHeight), above: this.box.scrollTop % this.rowHeight };
    }
    const span = Math.max(this.height - this.box.clientHeight, 1);
    const place = (this.box.scrollTop / span) * (whole - this.box.clientHeight);
    return { row: Math.floor(place / this.rowHeight), above: place % this.rowHeight };
  }

  add() {
    const cell = (name) => restante.element("span", { role: "gridcell", className: name, dir: "auto" });
    const cells = { from: cell("from"), subject: cell("subject"), files: cell("files"), date: cell("date"), size: cell("size") };
    const element = restante.element("div", { role: "row", className: "row" }, ...Object.values(cells));
    this.box.append(element);
    const entry = { element, cells };
    this.pool.push(entry);
    return entry;
  }

  draw() {
    if (!this.data) {
      return;
    }
    const { row: first, above } = this.first();
    const count = Math.ceil(this.box.clientHeight / this.rowHeight) + 1;
    while (this.pool.length < count) {
      this.add();
    }
    this.pool.forEach((entry, i) => {
      const at = first + i;
      entry.element.hidden = i >= count || at >= this.rows.length;
      if (!entry.element.hidden) {
        this.fill(entry, at);
        entry.element.style.transform = `translateY(${this.box.scrollTop - above + i * this.rowHeight}px)`;
      }
    });
    this.tellMarked();
  }

  fill({ element, cells }, at) {
    const data = this.data;
    const row = this.rows[at];
    element.id = "row" + row;
    element.setAttribute("aria-rowindex", at + 2);
    element.setAttribute("aria-selected", at === this.at);
    element.dataset.state = data.state[row];
    cells.from.textContent = restante.visible(data.people[data.from[row]]) || "(no sender)";
    const subject = restante.visible(data.subject[row]) || "(no subject)";
    if (data.state[row] === "intact") {
      cells.subject.textContent = subject;
    } else {
      cells.subject.replaceChildren(restante.element("span", { className: "state" }, data.state[row]), " ",
        restante.element("bdi", {}, subject));
    }
    const files = data.attachments[row];
    cells.files.textContent = files === 0 ? "" : files;
    cells.date.textContent = restante.day(data.date[row]);
    cells.size.textContent = restante.bytes(data.bytes[row]);
  }

  tellMarked() {
    const id = "row" + this.rows[this.at];
    if (this.at >= 0 && document.getElementById(id)) {
      this.grid.setAttribute("aria-activedescendant", id);
    } else {
      this.grid.removeAttribute("aria-activedescendant");
    }
  }

  // Marks a row and scrolls to it.
  mark(at) {
    if (this.rows.length === 0) {
      return;
    }
    this.at = Math.max(0, Math.min(at, this.rows.length - 1));
    const room = this.box.clientHeight - this.rowHeight;
    const { row: first, above } = this.first();
    const top = (this.at - first) * this.rowHeight - above;
    if (top < 0 || top > room) {
      const whole = this.rows.length * this.rowHeight;
      const wanted = Math.max(0, this.at * this.rowHeight - (top < 0 ? 0 : room));
      const scale = whole === this.height ? 1 :
        (this.height - this.box.clientHeight) / Math.max(whole - this.box.clientHeight, 1);
      this.box.scrollTop = wanted * scale;
    }
    this.draw();
  }

  // How many rows are seen at once.
  page() {
    return Math.max(1, Math.floor(this.box.clientHeight / this.rowHeight) - 1);
  }
};
