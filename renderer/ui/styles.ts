/** Import order: Mantine's layered styles, tokens, application styles. */
import '@mantine/core/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './tokens.css';
import './base.css';
import './atoms.css';
import './shell.css';
