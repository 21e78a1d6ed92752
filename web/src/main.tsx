// Starts the page: reads the address, fetches the model, draws.

import { render } from "preact";
import { App } from "./app";
import { keepAddress, open } from "./state/store";
import "./style/base.css";
import "./style/frame.css";
import "./style/parts.css";
import "./style/charts.css";
import "./style/tabs.css";

const page = document.getElementById("page");
if (page) render(<App />, page);
keepAddress();
void open();
