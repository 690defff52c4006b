/* The bar at the bottom of smaller screens; its last button opens the menu as a drawer. */

export default {
  template: `
    <nav class="kb-bar__links" :aria-label="words.bar">
      <a v-for="entry in entries" :key="entry.to" :href="entry.to" :class="{ 'kb-bar__go': entry.main }"
        :aria-current="here === entry.to ? 'page' : null">
        <i class="q-icon material-icons-outlined notranslate" aria-hidden="true">{{ entry.icon }}</i>
        <span>{{ entry.word }}</span>
      </a>
      <q-btn class="kb-btn kb-plain" icon="o_menu" :label="words.more" stack no-caps unelevated :ripple="false"
        @click="$emit('more')" />
    </nav>`,
  props: { entries: Array, words: Object, here: String },
  emits: ["more"],
};
