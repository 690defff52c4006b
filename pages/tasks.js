/* The rows of one kind of task. Only what differs is drawn anew, so focus stays where it is while others work. */

export default {
  template: `
    <ul class="kb-rows">
      <li v-for="row in rows" :key="row.key" :data-key="row.key" :class="['kb-row', { 'kb-row--free': !row.number }]">
        <span v-if="row.number" class="kb-nr">{{ row.number }}</span>
        <div class="kb-row__main">
          <component :is="row.href ? 'a' : 'span'" :href="row.href || null" class="kb-row__title">{{ row.title }}</component>
          <span class="kb-small kb-mute">{{ row.sub }}</span>
        </div>
        <span :class="['kb-row__fact', { 'kb-late': row.late }]">{{ row.fact }}</span>
        <div class="kb-row__act">
          <q-btn :class="['kb-btn', 'kb-tight', 'kb-' + row.kind]" no-caps unelevated :ripple="false" :icon="row.icon"
            :label="row.word" :aria-label="row.word + ': ' + row.number + ' ' + row.title" :href="row.to || undefined"
            @click="row.to || $emit('act', row.key)" />
        </div>
      </li>
    </ul>`,
  props: { rows: Array },
  emits: ["act"],

  beforeUpdate() {
    this.at = this.lines().findIndex((line) => line.contains(document.activeElement));
    this.key = this.lines()[this.at]?.dataset.key;
  },
  /* the line with the focus is done and gone: whoever works with keys goes on at the next one */
  updated() {
    if (this.at < 0 || this.$el.contains(document.activeElement)) return;
    const lines = this.lines();
    const next = lines.find((line) => line.dataset.key === this.key) ?? lines[this.at] ?? lines.at(-1);
    if (next) next.querySelector(".kb-btn").focus();
    else this.heading().focus({ preventScroll: true });
  },
  methods: {
    lines() {
      return [...this.$el.children];
    },
    /* above all kinds of tasks: the heading of this kind goes with its last line */
    heading() {
      const heading = this.$el.closest(".kb-tasks").parentElement.querySelector("h2");
      heading.tabIndex = -1;
      return heading;
    },
  },
};
