// One of several sections at a time: the one that the address's hash names or is in, or the first; without it all stand in turn.

function enhance(nav) {
  const links = [...nav.querySelectorAll('a[href^="#"]')];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));

  function show(section) {
    sections.forEach((one, i) => {
      one.hidden = one !== section;
      if (one === section) links[i].setAttribute("aria-current", "true");
      else links[i].removeAttribute("aria-current");
    });
  }

  /** Shows what the address names. A hash of another part of the page changes nothing here. */
  function follow() {
    const at = document.getElementById(location.hash.slice(1));
    const section = location.hash ? sections.find((one) => one.contains(at)) : sections[0];
    if (!section) return;
    const wasHidden = section.hidden;
    show(section);
    // The browser could not go to what was hidden; a reader who pressed the switch stays where they are.
    if (at && wasHidden && !history.state?.switched) at.scrollIntoView();
  }

  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!links.includes(link) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // What is left is marked too, so that the browser brings the reader back to where they were.
    if (link.hash !== location.hash) {
      history.replaceState({ switched: true }, "");
      history.pushState({ switched: true }, "", link.hash);
    }
    show(sections[links.indexOf(link)]);
  });
  addEventListener("hashchange", follow);
  show(sections[0]);
  follow();
}

document.querySelectorAll("[data-switch]").forEach(enhance);
