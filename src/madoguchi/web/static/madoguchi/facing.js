// 聞き取りで、いま答えている問いをお客さまの画面に映す。押したときだけの問いは、押すまで映らない。
const turn = document.querySelector("[data-turn]").dataset.turn;
const form = document.getElementById("facing");
const asked = [...document.querySelectorAll("fieldset.q")];
let sent = "";

function show(set, pressed) {
  const boxes = [...set.querySelectorAll("[type=radio], [type=checkbox]")];
  const chosen = boxes.map((box, at) => (box.checked ? at : -1)).filter((at) => at >= 0);
  const values = [["question", asked.indexOf(set)], ["quietly", "1"], ...chosen.map((at) => ["chosen", at])];
  if (pressed) values.push(["pressed", "1"]);
  const body = new URLSearchParams(values);
  if (body.toString() === sent) return;
  sent = body.toString();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  fetch(turn, { method: "POST", body, keepalive: true }).catch(() => { sent = ""; });
}

function follow(event) {
  const set = event.target.closest?.("fieldset.q");
  if (set) show(set, false);
}
document.addEventListener("focusin", follow);
document.addEventListener("change", follow);

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[form=facing][name=question]");
  if (!button) return;
  event.preventDefault();
  show(button.closest("fieldset.q"), true);
});
