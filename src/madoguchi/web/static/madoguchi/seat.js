// 席。打ちかけの欄を裏で控え、動きがなければ画面を閉じる。ブラウザには何も残さない。
const seat = document.querySelector("form[data-idle]");
const token = seat.elements.csrfmiddlewaretoken.value;
const limit = Number(seat.dataset.idle) * 60_000;
const WARN = Math.min(60_000, limit / 4);
const PAUSE = 1_200;
const others = new BroadcastChannel("madoguchi-seat");

const address = (form) => new URL(form.getAttribute("action") ?? "", location.href).pathname;
const written = (el) => el.name && !el.matches("button, [type=hidden], [type=password], [type=submit]");
const kept = [...document.forms].filter(
  (form) => form.getAttribute("method") === "post" && form !== seat && form.getAttribute("role") !== "search"
    && !form.matches("[data-keep=off]") && [...form.elements].some(written),
);

function post(to, values, options = {}) {
  const body = new URLSearchParams([["csrfmiddlewaretoken", token], ...values]);
  return fetch(to, { method: "POST", body, ...options });
}

// 控える。送ったあとには控えない。
const waiting = new Map();
function save(form) {
  clearTimeout(waiting.get(form));
  if (!waiting.delete(form) || form.dataset.sent) return Promise.resolve();
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const values = [["page", address(form)], ["fields", JSON.stringify(fields)]];
  return post(seat.dataset.keep, values, { keepalive: true }).catch(() => {});
}
const saveAll = () => Promise.all([...waiting.keys()].map(save));

function typed(event) {
  const form = event.target.form;
  if (!kept.includes(form)) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), PAUSE));
}
document.addEventListener("input", typed);
document.addEventListener("change", typed);
addEventListener("pagehide", saveAll);
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// 戻す。画面と同じなら何も言わない。
function fill(form, fields) {
  const left = fields.map(([name, value]) => ({ name, value }));
  let changed = false;
  for (const el of [...form.elements].filter(written)) {
    const box = el.matches("[type=radio], [type=checkbox]");
    const at = left.findIndex((one) => one.name === el.name && (!box || one.value === el.value));
    const value = at < 0 ? "" : left.splice(at, 1)[0].value;
    if (box ? el.checked !== (at >= 0) : el.value !== value) {
      changed = true;
      if (box) el.checked = at >= 0;
      else el.value = value;
    }
  }
  return changed;
}

function tell(pages) {
  const note = document.createElement("p");
  note.className = "note kept";
  note.setAttribute("role", "status");
  note.textContent = "入れかけの欄を戻しました。まだ送っていません。";
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "link";
  drop.textContent = "入れかけを消す";
  drop.addEventListener("click", async () => {
    await post(seat.dataset.take, [...pages.map((page) => ["page", page]), ["drop", "1"]]);
    location.reload();
  });
  note.append(drop);
  document.getElementById("main").prepend(note);
}

async function restore() {
  if (kept.length === 0) return;
  const answer = await post(seat.dataset.take, kept.map((form) => ["page", address(form)]));
  if (!answer.ok) return;
  const found = await answer.json();
  const back = kept.filter((form) => found[address(form)] && fill(form, found[address(form)]));
  if (back.length) tell(back.map(address));
}
restore();

// 動きがなければ閉じる。ほかの窓で動いていれば、閉じない。
let last = Date.now();
let told = last;
let warning = null;

function moved() {
  last = Date.now();
  warning?.remove();
  warning = null;
  if (last - told < 60_000) return;
  told = last;
  post(seat.dataset.keep, []).catch(() => {});
}
for (const kind of ["keydown", "pointerdown", "wheel", "input"]) {
  document.addEventListener(kind, moved, { capture: true, passive: true });
}

function warn() {
  if (warning) return;
  warning = document.createElement("p");
  warning.className = "idle-note";
  warning.setAttribute("role", "status");
  warning.textContent = "動きがないので、まもなく画面を閉じます。続けるときは、どれかのキーを押してください。";
  document.body.append(warning);
}

const hide = () => document.documentElement.classList.add("shut");

async function leave() {
  await saveAll();
  const answer = await post(seat.action, [["idle", "1"]]).catch(() => null);
  if (answer?.status === 204) {
    last = Date.now() - limit + WARN;
    return;
  }
  hide();
  if (!answer) return; // つながらないあいだは白いままにし、次のときにもう一度ためす
  others.postMessage("shut");
  location.reload();
}

setInterval(() => {
  const still = Date.now() - last;
  if (still >= limit) leave();
  else if (still >= limit - WARN) warn();
}, Math.min(5_000, WARN));

seat.addEventListener("submit", () => {
  saveAll();
  others.postMessage("shut");
});
others.addEventListener("message", async () => {
  hide();
  await saveAll();
  setTimeout(() => location.reload(), 1_500);
});
