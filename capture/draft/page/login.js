/* The login page works without this; it adds the other language. */
import { startLang } from './lang.js';

startLang();
