// キー。どの画面でも同じ役目にし、日本語の変換中と、組み合わせのキーでは何もしない。
const typing = (el) => el.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
const singleKeys = document.body.dataset.singleKeys !== "off";

function stopOf(row) {
  return row.matches("fieldset") ? row.querySelector(":checked") ?? row.querySelector("input:not([type=hidden])") : row;
}

function move(step) {
  const all = rows();
  if (all.length === 0) return false;
  const now = all.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const line = document.activeElement.closest?.("[data-line]");
  const near = now >= 0 ? now : all.findIndex((row) => line?.contains(row));
  const next = all[near < 0 ? 0 : Math.min(Math.max(near + step, 0), all.length - 1)];
  stopOf(next)?.focus();
  return true;
}

function toggleReason() {
  const line = document.activeElement.closest?.("[data-line]");
  const details = line?.querySelector("details") ?? document.querySelector("details[data-law]");
  if (!details) return false;
  details.open = !details.open;
  return true;
}

function closeReason() {
  const line = document.activeElement.closest?.("[data-line]");
  const open = line?.querySelector("details[open]") ?? document.querySelector("details[data-law][open]");
  if (!open) return false;
  open.open = false;
  return true;
}

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) return false;
  if (target.matches("input")) {
    target.focus();
    target.select();
  } else if (target.getAttribute("aria-disabled") !== "true") {
    target.click();
  }
  return true;
}

function choose(digit) {
  const group = document.activeElement.closest?.("[data-digits]");
  const holder = group?.dataset.digits ? document.getElementById(group.dataset.digits) : group;
  const target = holder?.querySelector(`[data-digit="${digit}"]`);
  if (!target) return false;
  if (target.matches("a")) {
    jump(target);
  } else {
    target.click();
    target.focus();
  }
  return true;
}

function jump(link) {
  const part = document.querySelector(link.getAttribute("href"));
  part?.scrollIntoView();
  const stop = part?.matches("[data-row]") ? part : part?.querySelector("[data-row]");
  stop?.focus({ preventScroll: true });
}

function nextField(from) {
  const fields = [...from.form.elements].filter((el) => el.type !== "hidden" && !el.matches("fieldset, button"));
  const steps = fields.filter((el) => el === from || el.type !== "radio" || el.name !== from.name);
  const next = steps[steps.indexOf(from) + 1] ?? document.querySelector('[data-key="F9"]');
  const group = next.type === "radio" && document.querySelector(`input[name="${CSS.escape(next.name)}"]:checked`);
  (group || next).focus();
}

function enter(event) {
  const el = event.target;
  const form = el.form;
  if (!form?.matches('[data-enter="next"]') || el.matches("textarea, button")) return false;
  nextField(el);
  return true;
}

const actions = {
  ArrowDown: (event) => !verticalOwner(event.target) && move(1),
  ArrowUp: (event) => !verticalOwner(event.target) && move(-1),
  F4: () => toggleReason() || press("F4"),
  Escape: () => closeReason() || press("Escape"),
  Enter: enter,
};

// 行のない画面の選択肢と選択欄では、上下の矢印はブラウザの働きのままにする。
function verticalOwner(el) {
  return el.matches?.("select, textarea") || !el.closest?.("[data-row], [data-line], main > .list, body:not(:has(:focus))");
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  let done = false;
  if (actions[event.key]) done = actions[event.key](event);
  else if (/^F(2|8|9)$/.test(event.key)) done = press(event.key);
  else if (/^[0-9]$/.test(event.key) && singleKeys && !typing(event.target)) done = choose(event.key);
  if (done) event.preventDefault();
});

// 「わからない」「どれでもない」と、ほかの答えは、いっしょに選べない。
document.addEventListener("change", (event) => {
  const box = event.target;
  const set = box.closest?.("fieldset[data-digits]");
  if (!set || box.type === "radio") return;
  const others = [...set.querySelectorAll(box.matches("[data-alone]") ? "input" : "[data-alone]")];
  if (box.matches(":checked") || typing(box)) clear(others.filter((field) => field !== box));
});

function clear(fields) {
  for (const field of fields) {
    if (field.type === "checkbox") field.checked = false;
    else if (field.type !== "hidden") field.value = "";
  }
}

// 二度押しで二度送らない。
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else form.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

document.querySelector("[data-start]")?.focus({ preventScroll: true });
