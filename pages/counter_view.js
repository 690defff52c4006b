// What the counter looks like: three columns, who · what · agreed. `counter.js` holds what it does.

const top = `
  <header class="kb-counter__top">
    <a class="kb-counter__back" href="/" :aria-label="t.back"><q-icon name="o_arrow_back" /></a>
    <h1>{{ t.title }}</h1>
    <span class="kb-link" :class="{ 'is-down': !online }" role="status">
      <q-icon v-if="!online" name="o_cloud_off" /><span>{{ online ? t.connected : t.disconnected }}</span></span>
    <button v-if="dropped" type="button" class="kb-line kb-take-back" @click="takeBack">
      <q-icon name="o_undo" /><span>{{ t.take_back }}</span></button>
    <button type="button" class="kb-line" :disabled="sending" @click="drop">
      <q-icon name="o_restart_alt" />{{ t.next }}</button>
    <form v-if="person" class="kb-lock" method="post" action="/sperren">
      <button type="submit" class="kb-line"><q-icon name="o_lock" /><span class="kb-lock__who">{{ person }}</span>
        <span>{{ t.lock }}</span></button>
    </form>
  </header>`;

const matches = `
  <div v-if="form.person" class="kb-match">
    <p role="status"><strong>{{ form.person.short }}</strong><span>{{ t.chosen }}</span></p>
    <button type="button" class="kb-line" @click="unpick">{{ t.change }}</button>
  </div>
  <div v-else-if="choosing" class="kb-matches" role="group" :aria-label="t.matches">
    <p role="status">{{ matches.length > 1 ? t.who_is_it : t.is_it }}</p>
    <button v-for="match in matches" :key="match.public_id" type="button" class="kb-line is-person"
            @click="pick(match)">{{ match.short }}</button>
    <button type="button" class="kb-line" @click="pickNobody">{{ t.somebody_else }}</button>
  </div>`;

const who = `
  <section class="kb-col kb-col--who" :inert="sending" aria-labelledby="annahme-wer">
    <h2 id="annahme-wer"><span class="kb-step" aria-hidden="true">1</span>{{ t.who }}</h2>
    <div class="kb-way" role="group" :aria-label="t.way">
      <button type="button" class="kb-tile" :aria-pressed="withName" @click="wantName">{{ t.with_name }}</button>
      <button type="button" class="kb-tile" :aria-pressed="nameless" @click="answer(false)">{{ t.without_name }}</button>
    </div>
    <kb-field v-bind="bound('phone')" :model-value="form.phone" @update:model-value="typePhone" @focusout="leavePhone" class="kb-phone"
              :note="warning" :inputmode="pad ? 'none' : 'tel'" :disabled="nameless" />
    <div v-if="nameless" class="kb-nameless"><q-icon name="o_no_accounts" /><p>{{ t.nameless_text }}</p></div>
    <template v-else>
      <div v-if="pad" class="kb-pad" role="group" :aria-label="t.digits">
        <button v-for="key in '123456789+0'" :key="key" type="button" @mousedown.prevent @click="press(key)">{{ key }}</button>
        <button type="button" :aria-label="t.backspace" @mousedown.prevent @click="press('')">
          <q-icon name="o_backspace" /></button>
      </div>` + matches + `
    </template>
    <template v-if="!form.person">
      <div class="kb-pair">
        <kb-field v-bind="bound('first_name')" v-model="form.first_name" autocapitalize="words" :disabled="nameless" />
        <kb-field v-bind="bound('last_name')" v-model="form.last_name" autocapitalize="words" :disabled="nameless" />
      </div>
      <kb-field v-bind="bound('email')" v-model="form.email" inputmode="email" autocapitalize="none"
                :placeholder="t.email_hint" :disabled="nameless" />
    </template>
  </section>`;

const what = `
  <section class="kb-col kb-col--what" :inert="sending" aria-labelledby="annahme-was">
    <h2 id="annahme-was"><span class="kb-step" aria-hidden="true">2</span>{{ t.what }}</h2>
    <div class="kb-pair kb-pair--item">
      <kb-field v-bind="bound('item')" v-model="form.item" :placeholder="t.item_hint" />
      <kb-field v-bind="bound('brand')" v-model="form.brand" />
    </div>
    <div class="kb-tiles" role="group" :aria-label="t.often_brought">
      <button v-for="word in facts.favourites" :key="word" type="button" class="kb-tile" lang="de"
              :aria-pressed="category === word" @click="pickItem(word)">{{ word }}</button>
      <button type="button" class="kb-tile" @click="pickItem('')">{{ t.other_item }}</button>
    </div>
    <div v-if="kinds.length" class="kb-kinds" role="group" :aria-label="t.category">
      <span aria-hidden="true">{{ t.category }}</span>
      <button v-for="word in kinds" :key="word" type="button" :aria-pressed="kind === word"
              @click="pickKind(word)">{{ word }}</button>
    </div>
    <kb-field v-bind="bound('fault')" v-model="form.fault" long />
    <div class="kb-tiles kb-tiles--4" role="group" :aria-label="t.often_broken">
      <button v-for="word in facts.faults" :key="word" type="button" class="kb-tile" lang="de"
              :aria-pressed="faults.includes(word)" @click="pickFault(word)">{{ word }}</button>
      <button type="button" class="kb-tile kb-tile--warn" lang="de" :aria-pressed="form.warning" aria-controls="annahme-warnung"
              :aria-expanded="form.warning" @click="warn">{{ t.do_not_switch_on }}</button>
    </div>
    <div v-if="form.warning" id="annahme-warnung" class="kb-why">
      <kb-field v-bind="bound('warning_reason')" :label="t.why" v-model="form.warning_reason" :placeholder="t.reason_hint" />
    </div>
    <div class="kb-pair">
      <kb-field v-bind="bound('accessories')" v-model="form.accessories" :placeholder="t.accessories_hint" />
      <kb-field v-bind="bound('place')" v-model="form.place" list="annahme-orte" />
      <datalist id="annahme-orte"><option v-for="place in facts.places" :key="place" :value="place" /></datalist>
    </div>
    <div class="kb-entry">
      <label for="annahme-responsible">{{ t.responsible }}</label>
      <select id="annahme-responsible" v-model="form.responsible">
        <option :value="null">{{ t.nobody_yet }}</option>
        <option v-for="one in facts.team" :key="one.id" :value="one.id">{{ one.name }}</option>
      </select>
      <q-icon name="o_expand_more" />
    </div>
  </section>`;

const agreed = `
  <section class="kb-col kb-col--ask" aria-labelledby="annahme-einverstanden">
    <h2 id="annahme-einverstanden"><span class="kb-step" aria-hidden="true">3</span>{{ t.agreed }}</h2>
    <div class="kb-asks" :inert="sending">
      <kb-question name="store" :question="facts.questions.repair" :model-value="form.store" @update:model-value="answer"
                   :standing="form.person?.consent_line" :error="wrong('store')" />
      <kb-question name="later" :question="facts.questions.former" v-model="form.later"
                   :closed="nameless ? t.later_closed : ''" :error="wrong('later')" />
    </div>
    <div class="kb-finish">
      <p v-if="trouble" class="kb-trouble" role="alert"><q-icon name="o_error" /><span>{{ trouble }}</span></p>
      <a v-if="loggedOut" class="kb-login-again" :href="login">{{ t.log_in }}</a>
      <p v-if="!trouble" class="kb-missing" role="status">{{ summary }}</p>
      <button type="button" class="kb-fill kb-go" :aria-busy="sending" @click="submit">
        <q-icon name="o_print" />{{ t.print }}</button>
    </div>
  </section>`;

const cover = `
  <div v-if="covered" class="kb-cover" role="dialog" aria-modal="true" aria-labelledby="annahme-pause">
    <q-icon name="o_visibility_off" />
    <h1 id="annahme-pause">{{ t.covered }}</h1>
    <p>{{ t.covered_text }}</p>
    <div class="kb-cover__acts">
      <button ref="resume" type="button" class="kb-fill" @click="resume">{{ t.resume }}</button>
      <button type="button" class="kb-line" @click="next"><q-icon name="o_restart_alt" />{{ t.next }}</button>
    </div>
  </div>`;

export const template = `
  <div class="kb-desk">
    <kb-saved v-if="taken" :taken="taken" :paper="paper" :differs="differs" :online="online" :t="t"
              @again="printAgain" @next="next" />
    <div v-else v-show="!covered" class="kb-counter" @keydown.enter="onward">${top}
      <div class="kb-cols" :aria-busy="sending">${who}${what}${agreed}</div>
    </div>${cover}
  </div>`;
