document.body.textContent = 'The page';
