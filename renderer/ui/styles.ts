/** Import order: Mantine's layered styles, tokens, application styles. */
import '@mantine/core/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './tokens.css';
import './base.css';
import './layout.css';
import './controls.css';
import './tables.css';
import './product.css';
import './feedback.css';
import './shell.css';
import './print.css';
