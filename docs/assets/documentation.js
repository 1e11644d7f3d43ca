if (location.protocol === "file:") document.body.classList.add("opened-as-file");
