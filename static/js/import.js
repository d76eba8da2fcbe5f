// Import: a folder, drag and drop, and a word about what is being read.

const upload = document.getElementById('upload');
const folder = document.getElementById('folder');

/** Say what is being read; on a fast machine the next page is there before this shows. */
function showProgress(files) {
  const progress = upload.querySelector('[data-progress]');
  upload.querySelector('[data-progress-text]').textContent = `Reading ${files === 1 ? '1 file' : `${files} files`} …`;
  return setTimeout(() => (progress.hidden = false), 200);
}

function enableUpload() {
  const file = document.getElementById('file');
  const button = upload.querySelector('button');
  let waiting;
  upload.querySelector('[data-folder]').hidden = false;
  if (matchMedia('(hover: hover)').matches) upload.querySelector('[data-drop-text]').textContent = 'Drop Markdown guides here, or a .zip of them, or choose:';
  folder.disabled = false;
  const rest = () => {
    clearTimeout(waiting);
    button.disabled = false;
    upload.querySelector('[data-progress]').hidden = true;
  };
  folder.addEventListener('change', () => (file.required = folder.files.length === 0));
  upload.addEventListener('submit', () => {
    button.disabled = true;
    waiting = showProgress(file.files.length + folder.files.length);
  });
  upload.querySelector('[data-cancel]').addEventListener('click', () => {
    window.stop();
    rest();
  });
  window.addEventListener('pageshow', rest);
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    upload.classList.add('is-over');
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) upload.classList.remove('is-over');
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    upload.classList.remove('is-over');
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    upload.requestSubmit();
  });
}

enableUpload();
