// 来た人の立場を選んだら、何まで渡せるかの一文を、同じ場所で入れ替える。
const form = document.getElementById("open");
const place = form?.querySelector("[data-disclosure]");
const opens = document.querySelector("[data-opens]");

async function tell() {
  const body = new URLSearchParams();
  for (const name of ["csrfmiddlewaretoken", "standing", "relation"]) {
    body.set(name, new FormData(form).get(name) ?? "");
  }
  const answer = await fetch(place.dataset.disclosure, { method: "POST", body });
  if (answer.ok) place.innerHTML = await answer.text();
}

form?.addEventListener("change", (event) => {
  if (event.target.matches("[name=standing], [name=relation]")) tell();
});

// 押すボタンに、だれの世帯を開くかを書く。
function name() {
  const chosen = document.querySelector("[name=subject_key]:checked");
  if (chosen && opens) opens.textContent = `${chosen.dataset.call.split(/\s+/u).at(-1)}さんの世帯を開く`;
}
document.addEventListener("change", name);
name();
