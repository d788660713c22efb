// What happens when: the search, the folders, the keys, the message that is read.
"use strict";

(() => {
  const at = (id) => document.getElementById(id);
  const search = at("search");
  const place = at("message");
  const make = restante.element;
  let rows = null;
  let folders = null;  // a set of numbers; null for all
  let column = "date";
  let falling = true;
  let wanted = null;  // the number of the message that is read

  const grid = new restante.Grid(at("grid"), (row) => { location.hash = row; });

  const refresh = () => {
    const found = rows.find(search.value, folders, column, falling);
    grid.show(rows.data, found);
    at("count").textContent = found.length + " of " + rows.data.size +
      (rows.data.cut === 0 ? "" : "; " + rows.data.cut + " lists of people or files are searched in part");
    for (const button of document.querySelectorAll("[data-sort]")) {
      const head = button.closest("[role=columnheader]");
      head.setAttribute("aria-sort", button.dataset.sort !== column ? "none" : falling ? "descending" : "ascending");
    }
  };

  // Deeper ones stand as one: names come from the mail, and a name of slashes is no tree.
  const deepest = 32;
  const namesOf = (path) => {
    const names = path.split("/");
    return names.length <= deepest ? names : [...names.slice(0, deepest - 1), names.slice(deepest - 1).join("/")];
  };

  // Folders as a tree, parents before their children: a button shows a folder and what is below it.
  const nodesOf = (data) => {
    const isMany = new Set(data.folders.map((folder) => folder.mailbox)).size > 1;
    const top = { children: new Map() };
    data.folders.forEach((folder, number) => {
      let node = top;
      [...(isMany ? [folder.mailbox] : []), ...namesOf(folder.name)].forEach((name, depth) => {
        if (!node.children.has(name)) {
          node.children.set(name, { name, depth, count: 0, numbers: new Set(), children: new Map() });
        }
        node = node.children.get(name);
        node.count += folder.count;
        node.numbers.add(number);
      });
    });
    const flat = [];
    const add = (node) => {
      flat.push(node);
      node.children.forEach(add);
    };
    top.children.forEach(add);
    return flat;
  };

  const openFolders = (open) => {
    document.body.classList.toggle("folders-open", open);
    at("folders-button").setAttribute("aria-expanded", open);
  };

  const listFolders = (data) => {
    const button = (node, numbers) => {
      const made = make("button", { type: "button" }, make("bdi", {}, restante.visible(node.name) || "(no name)"), " ",
        make("span", { className: "count" }, String(node.count)));
      made.style.paddingInlineStart = 0.5 + node.depth + "rem";
      made.addEventListener("click", () => {
        folders = numbers;
        at("folders").querySelectorAll("button").forEach((one) => one.removeAttribute("aria-current"));
        made.setAttribute("aria-current", "true");
        openFolders(false);
        refresh();
      });
      return make("li", {}, made);
    };
    const all = button({ name: "All messages", depth: 0, count: data.size }, null);
    all.firstChild.setAttribute("aria-current", "true");
    at("folders").replaceChildren(make("ul", {}, all, ...nodesOf(data).map((node) => button(node, node.numbers))));
  };

  restante.list = (data) => {
    rows = new restante.Rows(data);
    refresh();
    listFolders(data);
    read();
    // The first search takes ten times as long as others: it is made before anybody asks.
    setTimeout(() => rows.find("\0", null, column, falling), 0);
  };

  // A message is a script of its own, since a page from the disk may fetch nothing.
  const read = () => {
    if (rows === null) {
      return;
    }
    const number = /^#[0-9]+$/.test(location.hash) ? Number(location.hash.slice(1)) : null;
    wanted = number !== null && number < rows.data.size ? number : null;
    document.body.classList.toggle("reading", wanted !== null);
    if (wanted === null) {
      place.hidden = true;
      place.replaceChildren();
      return;
    }
    const script = make("script", { src: restante.path(wanted) });
    script.addEventListener("load", () => script.remove());
    script.addEventListener("error", () => {
      script.remove();
      place.hidden = false;
      place.replaceChildren(make("p", {}, "The file " + restante.path(number) + " is missing beside this page."));
    });
    document.head.append(script);
  };

  restante.message = (number, message) => {
    if (number !== wanted) {
      return;
    }
    place.hidden = false;
    restante.showMessage(place, message, close);
    place.scrollTop = 0;
    const row = grid.rows.indexOf(number);
    if (row >= 0) {
      grid.mark(row);
    }
    if (getComputedStyle(at("list")).display === "none") {
      place.focus();
    }
  };

  const close = () => {
    location.hash = "";
    at("grid").focus();
  };

  const move = (by) => {
    grid.mark(grid.at < 0 ? 0 : grid.at + by);
    if (wanted !== null && grid.at >= 0) {
      location.hash = grid.rows[grid.at];
    }
  };

  const keys = {
    "j": () => move(1), "ArrowDown": () => move(1), "k": () => move(-1), "ArrowUp": () => move(-1),
    "PageDown": () => move(grid.page()), "PageUp": () => move(-grid.page()),
    "Home": () => move(-grid.rows.length), "End": () => move(grid.rows.length),
    "Enter": () => { if (grid.at >= 0) { location.hash = grid.rows[grid.at]; } },
    "/": () => search.focus(),
    "Escape": () => { if (wanted !== null) { close(); } else { openFolders(false); } },
  };
  const everywhere = ["j", "k", "/", "Escape"];

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || rows === null) {
      return;
    }
    const active = document.activeElement;
    const inGrid = active === document.body || (at("grid").contains(active) && active.tagName !== "BUTTON");
    if (event.target === search) {
      if (event.key === "Escape") {
        search.value = "";
        refresh();
        at("grid").focus();
      } else if (event.key === "Enter" || event.key === "ArrowDown") {
        at("grid").focus();
        move(0);
        event.preventDefault();
      }
      return;
    }
    if (keys[event.key] && (inGrid || everywhere.includes(event.key))) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  search.addEventListener("input", refresh);
  at("folders-button").addEventListener("click", () => openFolders(!document.body.classList.contains("folders-open")));
  for (const button of document.querySelectorAll("[data-sort]")) {
    button.addEventListener("click", () => {
      falling = column === button.dataset.sort ? !falling : button.dataset.sort === "date";
      column = button.dataset.sort;
      refresh();
    });
  }
  window.addEventListener("hashchange", read);
})();
