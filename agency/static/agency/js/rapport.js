/* What the browser does by itself; the server's part comes through htmx.

   Each file below is one behaviour. They share nothing but the document: listeners are delegated, so that they survive
   every swap, and they speak to each other through events ("toasts"). Imports are for effect only, so that the files
   can be laid one after another into one when static files are collected. */
import "./theme.js";
import "./toasts.js";
import "./dialogs.js";
import "./pressed.js";
import "./tabs.js";
import "./busy.js";
import "./keep-focus.js";
import "./errors.js";
import "./counters.js";
import "./previews.js";
import "./merged.js";
import "./presence.js";
import "./writing.js";
import "./insert.js";
import "./copy.js";
import "./mentions.js";
import "./margin.js";
import "./drafts.js";
import "./deadlines.js";
import "./keys.js";
import "./panes.js";
import "./drag.js";
import "./uploads.js";
import "./spots.js";
import "./sheet.js";
import "./picking.js";
import "./boost.js";
