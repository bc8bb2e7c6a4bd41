// The bulletin page: values and their places, linked both ways; corrections.
import { author, both, points, send, toast } from "/static/desk.js";

const desk = document.getElementById("bulletin");
const source = document.querySelector(".source");
const record = document.querySelector(".record");
const dialog = document.getElementById("edit");
const form = document.getElementById("edit-form");
const FIELDS = JSON.parse(document.getElementById("fields").textContent);
const mayWrite = Boolean(desk.dataset.write);
let chosen = null; // the item that is being corrected, or what is being added

const keysOf = (element) => (element.dataset.v ?? "").split(" ").filter(Boolean);
const parts = (key, where = document) => where.querySelectorAll(`[data-v~="${CSS.escape(key)}"]`);

function light(keys, on = true) {
  if (on) document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  for (const key of keys) for (const one of parts(key)) one.classList.add("lit");
}

// Bring an element to the middle of the source without moving the window, or of the window without moving the source.
function bring(element) {
  if (!source.contains(element)) return element.scrollIntoView({ block: "center" });
  const [here, around] = [element.getBoundingClientRect(), source.getBoundingClientRect()];
  if (here.top < around.top + 20 || here.bottom > around.bottom - 20) source.scrollTop += here.top - around.top - around.height / 2;
}

function figuresOf(element) {
  const found = element.closest("[data-figures]");
  return found ? found.dataset.figures.split(" ").filter(Boolean).map((number) => `figure-${number}`) : [];
}

function show(element, keys) {
  light(keys);
  const other = record.contains(element) ? source : record;
  for (const key of keys) {
    const target = parts(key, other)[0];
    if (target) {
      bring(target);
      if (other === record) target.focus?.({ preventScroll: true });
      return;
    }
  }
}

addEventListener("mouseover", (event) => {
  const element = event.target.closest?.("[data-v]");
  const keys = element ? keysOf(element) : figuresOf(event.target);
  if (keys.length) light(keys);
});

addEventListener("click", (event) => {
  if (event.target.closest("dialog, button, nav")) return;
  if (getSelection().toString()) return;
  let element = event.target.closest("[data-v]");
  if (!element && event.target.closest(".page")) {
    element = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.dataset?.v) ?? null;
  }
  const keys = element ? keysOf(element) : figuresOf(event.target);
  if (!keys.length) return;
  const key = keys[keys.length - 1];
  if (!event.target.closest("a[href]:not([href^='#'])")) history.replaceState(null, "", `#${key}`);
  show(element ?? event.target, element && source.contains(element) ? [key, ...keys] : keys);
});

record.addEventListener("focusin", (event) => {
  const element = event.target.closest(".value");
  if (!element) return;
  const keys = [...keysOf(element), ...figuresOf(element)];
  light(keys);
  for (const key of keys) {
    const target = parts(key, source)[0];
    if (target) return bring(target);
  }
});

// A link to a value, or to a stretch of the text (#at-12-15)
function follow() {
  const stretch = /^#at-(\d+)-(\d+)$/.exec(location.hash);
  if (stretch) return mark(Number(stretch[1]), Number(stretch[2]));
  const key = decodeURIComponent(location.hash.slice(1));
  const target = key && document.getElementById(key);
  if (!target) return;
  bring(target);
  target.focus({ preventScroll: true });
  const keys = [...keysOf(target), ...figuresOf(target)];
  light(keys.length ? keys : [key]);
  const there = parts(keys[0] ?? key, source)[0];
  if (there) bring(there);
}

function mark(start, end) {
  for (const one of source.querySelectorAll("[data-start]")) {
    const from = Number(one.dataset.start);
    const string = one.textContent;
    const length = Array.from(string).length;
    if (from + length <= start || from >= end || !one.firstChild) continue;
    const units = (offset) => Array.from(string).slice(0, Math.max(offset - from, 0)).join("").length;
    const range = document.createRange();
    range.setStart(one.firstChild, units(start));
    range.setEnd(one.firstChild, units(Math.min(end, from + length)));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    bring(one);
    return;
  }
}
addEventListener("hashchange", follow);
follow();

// Corrections
function control(field, value) {
  const label = document.createElement("label");
  label.append(both(...field.label));
  let input;
  if (field.kind === "choice") {
    input = document.createElement("select");
    const choices = field.needed ? field.choices : [["", "", ""], ...field.choices];
    for (const [name, zh, en] of choices) input.add(new Option(both(zh, en), name, false, name === (value ?? "")));
  } else {
    input = document.createElement("input");
    if (field.kind === "number" || field.kind === "integer") input.inputMode = "decimal";
    if (field.kind === "date") input.placeholder = "2024-03-15";
    const shown = field.kind === "batch" && value ? [...new Set(value)].join("-") : Array.isArray(value) ? value.join("、") : (value ?? "");
    input.value = shown;
  }
  input.name = `field-${field.name}`;
  input.dataset.before = input.value;
  label.append(input);
  return label;
}

function ask(title, quote, table, values) {
  document.getElementById("edit-title").textContent = title;
  document.getElementById("edit-quote").textContent = quote;
  document.getElementById("edit-quote").hidden = !quote;
  document.getElementById("edit-problem").textContent = "";
  const fields = FIELDS[table] ?? [];
  document.getElementById("edit-fields").replaceChildren(...fields.map((field) => control(field, values[field.name])));
  const isItem = chosen.action !== "add" && Boolean(FIELDS[table]);
  document.getElementById("edit-confirm").hidden = !isItem;
  document.getElementById("edit-remove").hidden = !isItem || ["masthead", "updates"].includes(table);
  form.author.value = author.get();
  form.why.value = "";
  dialog.showModal();
  const first = form.querySelector("#edit-fields input[name$='-value'], #edit-fields input, #edit-fields select") ?? form.why;
  first.focus();
  first.select?.();
}

function place(element) {
  const { table, row, part } = element.dataset;
  return { table, row: Number(row), part: Number(part) };
}

function edit(element) {
  if (!mayWrite) return toast(both("只读：请先登录", "Read-only: log in first"));
  chosen = { ...place(element), action: "correct" };
  const values = JSON.parse(element.dataset.values ?? "{}");
  const sentence = element.querySelector(`.sentence .${document.documentElement.lang}`) ?? element.querySelector(".sentence");
  if (!FIELDS[chosen.table]) chosen.action = "confirm";
  const title = chosen.action === "confirm" ? both("标为已复核", "Mark as reviewed") : both("更正", "Correct");
  ask(title, sentence?.textContent ?? quoteOf(element), chosen.table, values);
}

function quoteOf(element) {
  const found = keysOf(element).flatMap((key) => [...parts(key, source)]);
  const words = found.filter((one) => one.dataset.start).map((one) => one.textContent);
  return words.join("") || (element.matches("dl") ? "" : element.textContent);
}

async function say(body) {
  try {
    await send("POST", `/api/bulletins/${desk.dataset.document}/corrections`, { ...body, state: desk.dataset.state });
    author.set(body.author);
    location.reload();
  } catch (error) {
    if (dialog.open) document.getElementById("edit-problem").textContent = error.message;
    else toast(error.message);
  }
}

function words() {
  return { why: form.why.value, author: form.author.value };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const inputs = [...form.querySelectorAll("#edit-fields [name]")];
  const wanted = chosen.action === "add" ? inputs : inputs.filter((one) => one.value !== one.dataset.before);
  const values = Object.fromEntries(wanted.map((one) => [one.name.slice("field-".length), one.value]));
  say({ ...chosen, values, ...words() });
});
document.getElementById("edit-confirm").addEventListener("click", () => say({ ...chosen, action: "confirm", ...words() }));
document.getElementById("edit-remove").addEventListener("click", () => say({ ...chosen, action: "remove", ...words() }));
document.getElementById("edit-cancel").addEventListener("click", () => dialog.close());

record.addEventListener("dblclick", (event) => {
  const element = event.target.closest("[data-table]");
  if (element) edit(element);
});

// What is selected on the page or in the text, as a span of the record's text
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const ends = [
    [range.startContainer, range.startOffset],
    [range.endContainer, range.endOffset],
  ].map(([node, units]) => {
    const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-start]");
    if (!holder || !source.contains(holder)) return null;
    const before = node.nodeType === Node.TEXT_NODE ? points(node.data, units) : units ? Array.from(holder.textContent).length : 0;
    return Number(holder.dataset.start) + before;
  });
  return ends[0] !== null && ends[1] !== null && ends[1] > ends[0] ? { span: ends, text: selection.toString().replaceAll("\n", "") } : null;
}

const adding = document.getElementById("add");
document.addEventListener("selectionchange", () => {
  if (adding && !dialog.open) adding.hidden = !selected();
});

function add(table) {
  const found = selected();
  if (!found) return toast(both("先在原文里选中文字", "Select text of the source first"));
  chosen = { table, action: "add", span: found.span };
  const number = /\d[\d,]*(\.\d+)?/.exec(found.text)?.[0];
  const values = table === "figures" ? { value: number ?? "", unit: found.text.replace(/^.*\d/, "") || "件", scope: "new" } : { name: found.text, role: "mention", kind: "other", precision: "day", titles: [] };
  ask(both("添加", "Add"), found.text, table, values);
}
adding?.addEventListener("mousedown", (event) => event.preventDefault());
adding?.addEventListener("click", (event) => {
  const table = event.target.closest("[data-add]")?.dataset.add;
  if (table) add(table);
});

addEventListener("click", async (event) => {
  const number = event.target.closest("[data-withdraw]")?.dataset.withdraw;
  if (!number) return;
  try {
    await send("DELETE", `/api/bulletins/${desk.dataset.document}/corrections/${number}`);
    location.reload();
  } catch (error) {
    toast(error.message);
  }
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || event.target.matches("input, select")) return;
  const element = event.target.closest?.("[data-table]");
  if (event.key === "a" && adding && selected()) {
    event.preventDefault();
    adding.hidden = false; // the browser tells of a new selection only after a while
    adding.querySelector("button").focus();
  } else if (element && event.key === "Enter" && !event.target.matches("a")) {
    event.preventDefault();
    edit(element);
  } else if (element && mayWrite && (event.key === "c" || event.key === "x")) {
    event.preventDefault();
    chosen = place(element);
    const act = event.key === "c" ? "confirm" : "remove";
    if (!author.get()) edit(element);
    else say({ ...chosen, action: act, why: "", author: author.get() });
  }
});
