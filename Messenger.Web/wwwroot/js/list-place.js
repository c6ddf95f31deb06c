// Where the list was on the page before, before anything is painted. chat-list.js keeps it.
try { document.getElementById('chat-list').scrollTop = JSON.parse(sessionStorage.getItem('list')).top } catch {}
