// Quick checks answered in place. What cannot be sent is said; whoever is no longer signed in gets to sign in.

const notSent = ({ target }) => {
  const form = target.closest("form");
  form.querySelector(".message")?.remove();
  form.append(document.getElementById("not-sent").content.cloneNode(true));
};

document.body.addEventListener("htmx:sendError", notSent);
document.body.addEventListener("htmx:responseError", notSent);

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  if (new URL(xhr.responseURL).pathname === pathInfo.requestPath) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL);
});
