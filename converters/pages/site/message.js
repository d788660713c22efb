// One message. Everything of it is put on the page as text, never as HTML: the HTML of a mail has a document of its own,
// in a frame that may run nothing and load nothing.
"use strict";

restante.path = (number) =>
  "messages/" + String(Math.floor(number / 1000)).padStart(3, "0") + "/" + String(number).padStart(6, "0") + ".js";

restante.showMessage = (() => {
  const make = restante.element;
  const visible = restante.visible;

  const text = (name, value) => make(name, { dir: "auto" }, visible(value));

  const definitions = (pairs) =>
    make("dl", {}, ...pairs.flatMap(([term, value]) => [make("dt", {}, term), text("dd", value)]));

  const lines = (className, title, items) =>
    items.length === 0 ? [] :
      [make("section", { className }, make("h3", {}, title), make("ul", {}, ...items.map((item) => text("li", item))))];

  // Long lists are folded: the text of the mail stays in sight.
  const missing = (items) =>
    items.length === 0 ? [] :
      [make("details", { className: "missing", open: items.length <= 4 },
        make("summary", {}, "What is missing (" + items.length + ")"),
        make("ul", {}, ...items.map((item) => text("li", item))))];

  const folded = (title, ...content) => make("details", {}, make("summary", {}, title), ...content);

  const link = (href, label, properties) =>
    make("a", { href, target: "_blank", rel: "noopener noreferrer", ...properties }, label);

  // The text, the HTML, or a choice between them.
  const bodies = (message) => {
    const plain = message.text === undefined ? null : make("pre", { dir: "auto", className: "text" }, visible(message.text));
    if (message.html === undefined) {
      return plain === null ? [make("p", { className: "none" }, "No text.")] : [plain];
    }
    const frame = make("iframe", { sandbox: "", referrerPolicy: "no-referrer", title: "HTML text of the message" });
    frame.src = message.html;
    if (plain === null) {
      return [frame];
    }
    const buttons = ["HTML", "Text"].map((label) => make("button", { type: "button" }, label));
    const choose = (which) => {
      buttons.forEach((button, i) => button.setAttribute("aria-pressed", i === which));
      frame.hidden = which !== 0;
      plain.hidden = which !== 1;
    };
    buttons.forEach((button, i) => button.addEventListener("click", () => choose(i)));
    choose(0);
    return [make("div", { className: "choice", role: "group", "aria-label": "Show as" }, ...buttons), frame, plain];
  };

  const attachment = (one) => {
    const item = make("li", {});
    const name = text("bdi", one.name);
    item.append(one.file === undefined ? name : link(one.file, name, { download: "" }));
    const about = [one.type, one.size === undefined ? "" : restante.bytes(one.size), one.inline ? "shown in the HTML text" : ""];
    item.append(" ", make("small", { dir: "auto" }, visible(about.filter((word) => word).join(", "))));
    if (one.note !== undefined) {
      item.append(" ", text("em", one.note));
    }
    if (one.message !== undefined) {
      const inner = make("details", { className: "embedded" }, make("summary", {}, "The message in it"));
      inner.append(...parts(one.message, "h3"));
      item.append(inner);
    }
    return item;
  };

  const parts = (message, heading) => [
    text(heading, message.subject || "(no subject)"),
    definitions(message.fields),
    ...missing(message.missing || []),
    ...(message.attachments || []).length === 0 ? [] :
      [make("section", { className: "attachments" }, make("h3", {}, "Attachments"),
        make("ul", {}, ...message.attachments.map(attachment)))],
    ...bodies(message),
    ...lines("notes", "Notes", message.notes || []),
    ...(message.header === undefined ? [] :
      [folded("Header", make("pre", { dir: "auto" }, visible(message.header)))]),
  ];

  return (place, message, close) => {
    const back = make("button", { type: "button", className: "back" }, "Back to the list");
    back.addEventListener("click", close);
    place.replaceChildren(
      make("div", { className: "message-bar" }, back, " ",
        ...(message.mail === "" ? [] : [link(message.mail, "Mail file", {})])),
      ...parts(message, "h2"),
      folded("Where it is from", definitions([["Mailbox", message.mailbox], ...message.origin])));
  };
})();
