// さがす欄の Enter は、次の欄へではなく、さがすへ。変換中の Enter では送らない。
document.addEventListener("keydown", (event) => {
  const button = event.key === "Enter" && !event.isComposing && event.keyCode !== 229 && document.getElementById(event.target.dataset?.submits);
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  button.click();
}, { capture: true });

// 来た人の立場を選んだら、何まで渡せるかの一文を入れ替える。
document.addEventListener("change", async (event) => {
  if (!event.target.matches("[name=standing], [name=relation], [name=papers]")) return;
  const form = document.getElementById("open");
  const place = form.querySelector("[data-disclosure]");
  const answer = await fetch(place.dataset.disclosure, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.ok) place.innerHTML = await answer.text();
});
