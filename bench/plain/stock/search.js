// Pagefind's own interface with its defaults, as its guide puts it on a page; the box gets the id that the stopwatch knows.

/* global PagefindUI */

window.addEventListener('DOMContentLoaded', () => {
  new PagefindUI({ element: '#search' });
  document.querySelector('.pagefind-ui__search-input').id = 'search-box';
});
