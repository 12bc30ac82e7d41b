/* The login page works without this; it adds the other language and says what failed. */
import { startLang } from './lang.js';

startLang();
document.getElementById('failed').hidden = !new URLSearchParams(location.search).has('failed');
