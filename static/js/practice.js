// What belongs to a choice makes it when it is filled in.

document.addEventListener('input', (event) => {
  const choice = event.target.closest('.wish-row')?.querySelector('[type=radio]');
  if (choice) choice.checked = true;
});
