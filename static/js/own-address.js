// A page that answered a form has an address of its own, by which a reload finds it again.

history.replaceState(null, '', document.querySelector('link[rel=canonical]').href + location.hash);
