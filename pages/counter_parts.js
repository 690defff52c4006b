// The small pieces the counter is made of: a field, a question with its two answers, the saved ticket.

export const Field = {
  inheritAttrs: false,
  props: { name: String, label: String, modelValue: String, error: String, note: String, long: Boolean },
  emits: ["update:modelValue"],
  computed: {
    described() {
      return this.error || this.note ? `annahme-${this.name}-note` : null;
    },
    given() {
      return {
        ...this.$attrs, id: `annahme-${this.name}`, name: this.name, autocomplete: "off",
        "aria-invalid": this.error ? "true" : null, "aria-describedby": this.described,
        onInput: (event) => this.$emit("update:modelValue", event.target.value),
      };
    },
  },
  template: `
    <div class="kb-entry" :class="{ 'is-wrong': error }">
      <label :for="'annahme-' + name">{{ label }}</label>
      <textarea v-if="long" rows="1" :value="modelValue" v-bind="given"></textarea>
      <input v-else :value="modelValue" v-bind="given">
      <p v-if="error" :id="described" class="kb-entry__error"><q-icon name="o_error" />{{ error }}</p>
      <p v-else-if="note" :id="described" class="kb-entry__note"><q-icon name="o_info" />{{ note }}</p>
    </div>`,
};

// Real radio buttons: nothing is ticked beforehand, and every way of using a screen knows them.
export const Question = {
  props: { name: String, question: Object, modelValue: Boolean, standing: String, closed: String, error: String },
  emits: ["update:modelValue"],
  computed: {
    // not asked now: the long text gives way to what holds
    holds() {
      return this.closed || this.standing;
    },
    answers() {
      return [{ value: true, word: this.question.yes, off: !!this.closed }, { value: false, word: this.question.no }];
    },
  },
  template: `
    <fieldset class="kb-answer" :class="{ 'is-wrong': error }" :aria-describedby="'frage-' + name + '-text'">
      <legend :id="'frage-' + name">{{ question.title }}</legend>
      <p :id="'frage-' + name + '-text'" class="kb-answer__text" :class="{ 'is-yes': standing }">
        <q-icon v-if="holds" :name="closed ? 'o_info' : 'o_check_circle'" />{{ holds || question.text }}</p>
      <div class="kb-answer__two" role="radiogroup" :aria-labelledby="'frage-' + name">
        <label v-for="answer in answers" :key="answer.word" class="kb-radio" :class="{ 'is-off': answer.off }">
          <input type="radio" :name="'frage-' + name" :checked="modelValue === answer.value" :disabled="answer.off"
                 @change="$emit('update:modelValue', answer.value)">
          <span>{{ answer.word }}</span>
        </label>
      </div>
      <p v-if="error" class="kb-entry__error"><q-icon name="o_error" />{{ error }}</p>
    </fieldset>`,
};

export const Saved = {
  props: { taken: Object, paper: String, differs: Boolean, online: Boolean, t: Object },
  emits: ["again", "next"],
  data: () => ({ settled: false }),
  computed: {
    address() {
      return `/r/${this.taken.number}`;
    },
    line() {
      const helper = this.taken.responsible && `${this.t.responsible} ${this.taken.responsible}`;
      return [this.taken.short_name || this.t.nameless, this.taken.item, helper].filter(Boolean).join(" · ");
    },
  },
  mounted() {
    this.$refs.number.focus();
    // the second half of a double tap on „Schein drucken“ must not reach „Nächste Person“
    setTimeout(() => (this.settled = true), 500);
  },
  template: `
    <div class="kb-taken">
      <span class="kb-link" :class="{ 'is-down': !online }" role="status">
        <q-icon v-if="!online" name="o_cloud_off" /><span>{{ online ? t.connected : t.disconnected }}</span></span>
      <div class="kb-ticket">
      <div class="kb-ticket__a">
        <p class="kb-ok" role="status"><q-icon name="o_check_circle" />
          <span>{{ t.saved }} {{ paper === "failed" ? "" : t.paper_printing }}</span></p>
        <h1 ref="number" tabindex="-1"><span class="kb-sr">{{ t.number }} </span>{{ taken.number }}</h1>
        <p class="kb-taken__line">{{ line }}</p>
      </div>
      <div class="kb-ticket__b">
        <p v-if="paper === 'failed'" class="kb-taken__notice" role="alert"><q-icon name="o_print_disabled" />
          <span>{{ t.paper_failed }}</span></p>
        <p v-if="differs" class="kb-taken__notice" role="alert"><q-icon name="o_warning" />
          <span>{{ t.differs }} <a :href="address">{{ t.open_repair }}</a></span></p>
        <ul>
          <li v-for="consent in taken.consents" :key="consent.title" :class="{ 'is-yes': consent.yes }">
            <q-icon :name="consent.yes ? 'o_check' : 'o_close'" /><span>{{ consent.title }}</span></li>
          <li v-if="!taken.short_name"><q-icon name="o_close" /><span>{{ t.nobody_stored }}</span></li>
        </ul>
        <div class="kb-taken__acts">
          <button type="button" class="kb-line" @click="$emit('again')"><q-icon name="o_print" />{{ t.again }}</button>
          <button type="button" class="kb-fill" :disabled="!settled" @click="$emit('next')">
            <q-icon name="o_arrow_forward" />{{ t.next }}</button>
        </div>
        <p class="kb-taken__pdf"><a :href="address + '/schein.pdf'" target="_blank" rel="noopener">
          <q-icon name="o_open_in_new" />{{ t.open_pdf }}</a></p>
      </div>
    </div></div>`,
};
