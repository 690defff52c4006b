/* The menu at the left. One component: it stands on every page, and seventy elements of their own would cost each of
   them some hundredths of a second. */

export default {
  template: `
    <div class="kb-rail">
      <a class="kb-brand" href="/">
        <span class="kb-mark"><i class="q-icon material-icons-outlined notranslate" aria-hidden="true">handyman</i></span>
        <span>{{ brand }}</span>
      </a>
      <q-btn v-bind="intake" class="kb-btn kb-fill kb-wide" no-caps unelevated :ripple="false" />
      <nav class="kb-nav" :aria-label="words.menu">
        <template v-for="group in groups">
          <div v-if="group.title" class="kb-nav__head">{{ group.title }}</div>
          <a v-for="entry in group.entries" :key="entry.to" :href="entry.to" :aria-current="here === entry.to ? 'page' : null">
            <i class="q-icon material-icons-outlined notranslate" aria-hidden="true">{{ entry.icon }}</i>
            <span>{{ entry.word }}</span>
            <span class="kb-nav__n" aria-hidden="true">{{ counts[entry.to] || "" }}</span>
          </a>
        </template>
      </nav>
      <div class="kb-me">
        <a class="kb-me__link" :href="account.to" :aria-current="here === account.to ? 'page' : null">
          <span class="kb-face" aria-hidden="true">{{ me.initials }}</span>
          <div class="kb-me__name">
            <div class="kb-small kb-strong">{{ me.line }}</div>
            <div class="kb-small kb-mute">{{ account.word }}</div>
          </div>
        </a>
        <form v-if="me.leaves" class="kb-logout" method="post" action="/abmelden">
          <q-btn class="kb-btn kb-quiet kb-plain" type="submit" icon="o_logout" :aria-label="words.leave"
            no-caps unelevated :ripple="false" />
        </form>
      </div>
    </div>`,
  props: { brand: String, intake: Object, groups: Array, account: Object, me: Object, words: Object, here: String, counts: Object },
};
