import { createApp } from 'vue';
import App from './App.vue';
import { useElement } from './element';
import { router } from './router';
import './style.css';

const app = createApp(App);
useElement(app);
app.use(router);
app.mount('#app');
