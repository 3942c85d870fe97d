// できごとを選んだら、その言葉の画面に入れ替える。来た人の立場を選んだら、何まで渡せるかの一文を入れ替える。
const TELLING = "[name=standing], [name=relation], [name=papers]";

async function tell() {
  const form = document.getElementById("open");
  const place = form.querySelector("[data-disclosure]");
  const answer = await fetch(place.dataset.disclosure, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.ok) place.innerHTML = await answer.text();
}

// 打ったもの（さがす言葉、来た人、日）を送り、同じ場所で描きなおす。えらんだ丸に、キーの場所を戻す。
async function change(chosen) {
  const finder = chosen.form;
  const body = new URLSearchParams(new FormData(document.getElementById("open")));
  for (const [name, value] of new FormData(finder)) body.set(name, value);
  const answer = await fetch(finder.action, { method: "POST", body });
  const text = await answer.text();
  if (!chosen.checked) return; // 待つあいだに、ほかのできごとへ移った
  const drawn = new DOMParser().parseFromString(text, "text/html");
  const fresh = drawn.querySelector(".finder");
  finder.querySelector("h1").replaceWith(fresh.querySelector("h1"));
  fresh.replaceWith(finder); // さがす欄は、読み取り機と変換の見張りごと残す
  for (const part of ["main", "footer.keys"]) document.querySelector(part).replaceWith(drawn.querySelector(part));
  document.title = drawn.title;
  chosen.focus();
  name();
}

// 押すボタンに、だれの世帯を開くかを書く。
function name() {
  const chosen = document.querySelector("[name=subject_key]:checked");
  const opens = document.querySelector("[data-opens]");
  if (chosen && opens) opens.textContent = `${chosen.dataset.call.split(/\s+/u).at(-1)}さんの世帯を開く`;
}

// 届がまだ記録にない方をえらんだら、届を持ってきた使者とみておく。職員が立場をえらんだら、もう変えない。
let decided = false;
function suppose(chosen) {
  const messenger = document.querySelector("[name=standing][value=messenger]");
  if (decided || !messenger) return;
  messenger.checked = chosen.dataset.notice === "なし";
  tell();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[name=standing]")) decided = true;
  if (event.target.matches("[name=subject_key]")) suppose(event.target);
  if (event.target.matches("[type=radio][name=event]")) change(event.target);
  else if (event.target.matches(TELLING)) tell();
  else name();
});
name();
