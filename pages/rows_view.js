// What a list looks like. Everything shown goes through Vue's interpolation, never through v-html.
export const template = `
  <div class="kb-list">
    <div class="kb-tools">
      <label class="kb-seek">
        <i class="q-icon material-icons-outlined" aria-hidden="true">search</i>
        <input ref="seek" type="search" v-model="text" @input="typedIn" @keydown="key" :aria-label="words.search"
          :placeholder="words.search" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search">
      </label>
      <div v-if="filters.length" class="kb-filter" role="group" :aria-label="words.filters">
        <button v-for="pill in pills" :key="pill.key" type="button" class="kb-pick" :aria-pressed="pill.key === filter"
          @click="pick(pill.key)"><i v-if="pill.icon" class="q-icon material-icons-outlined"
          aria-hidden="true">{{ pill.icon }}</i>{{ pill.word }} {{ pill.count }}</button>
      </div>
      <div v-if="choices.length" class="kb-narrow" role="group" :aria-label="words.narrow">
        <select v-for="column in offered" :key="column.name" :aria-label="column.label" :class="{'is-set':
          only[column.name]}" :value="only[column.name] || ''" @change="narrow(column.name, $event.target.value)">
          <option value="">{{ words.any.replace("{label}", () => column.label) }}</option>
          <option v-for="option in column.options" :key="option" :value="option">{{ column.label }}: {{ option
            }}</option>
        </select>
        <button v-if="folds" type="button" class="kb-pick" :aria-expanded="unfolded" @click="unfolded = !unfolded"
          >{{ unfolded ? words.fewerChoices : words.moreChoices.replace("{n}", folds) }}</button>
      </div>
    </div>
    <p v-if="hint.length" class="kb-near" role="status">{{ words.meant }}
      <template v-for="(found, i) in hint" :key="found.href">{{ i ? ', ' : ' ' }}<a :href="found.href">{{ found.text
      }}</a></template>?</p>
    <p class="kb-sr" role="status">{{ said }}</p>
    <div v-if="rows.length" class="kb-tablebox"><table :class="['kb-table', 'kb-table--' + sheet,
      { 'kb-table--own': owns.length }]">
      <caption class="kb-sr">{{ words.caption }}</caption>
      <thead><tr>
        <th v-for="column in columns" :key="column.name" scope="col" :class="['c-' + column.name, 'k-' + column.kind, { 'is-own': column.own }]"
          :aria-sort="column.name === sort ? (descending ? 'descending' : 'ascending') : undefined">
          <button v-if="column.sortable" type="button" class="kb-sort" @click="sortBy(column.name)">{{ column.label }}<i
            class="q-icon material-icons-outlined" aria-hidden="true">{{ column.name === sort && descending ?
            'arrow_downward' : 'arrow_upward' }}</i></button>
          <template v-else>{{ column.label }}</template>
        </th>
      </tr></thead>
      <tbody @keydown.down.prevent="step(1)" @keydown.up.prevent="step(-1)">
        <tr v-for="row in rows" :key="row.key" :class="{'kb-fresh': fresh[row.key] !== undefined, 'kb-opens': row.href}"
          @click="open(row, $event)">
          <td v-for="column in columns" :key="column.name" :class="cellClass(row, column)"
            :style="column.own ? { '--own': owns.indexOf(column.name) } : undefined">
            <span v-if="column.own" class="kb-ownlabel" aria-hidden="true">{{ column.label }}</span>
            <template v-if="column.name === linked(row)"><span v-if="faces" class="kb-face" aria-hidden="true">{{
              row.initials }}</span><span class="kb-named"><a v-if="safe(row.href)" class="kb-rowlink"
              :href="row.href" @click="follow(row, $event)">{{ row.cells[column.name] }}</a><template v-else>{{
              row.cells[column.name] }}</template><span v-if="fresh[row.key]" class="kb-note">{{ fresh[row.key]
              }}</span></span></template>
            <span v-else-if="column.kind === 'state'" :class="'kb-state kb-state--' + row.state"><i
              class="q-icon material-icons-outlined" aria-hidden="true">{{ icon(row.state) }}</i>{{ row.cells[column.name]
              }}</span>
            <a v-else-if="column.kind === 'phone' && row.cells[column.name]" :href="call(row.cells[column.name])">{{
              row.cells[column.name] }}</a>
            <a v-else-if="column.kind === 'email' && mail(row.cells[column.name])" :href="mail(row.cells[column.name])"
              ><template v-for="(part, i) in atParts(row.cells[column.name])"><wbr v-if="i">{{ part }}</template></a>
            <span v-else-if="column.kind === 'who' && (row.cells[column.name] || row.state !== 'abgeholt')" class="kb-who"><span :class="'kb-face' + (row.cells[column.name] ? ''
              : ' kb-face--none')" aria-hidden="true">{{ row.initials || '?' }}</span>{{
              row.cells[column.name] || words.nobody }}</span>
            <span v-else-if="column.kind === 'yes_no' && row.cells[column.name]" :class="yes(row, column) ? 'kb-yes'
              : 'kb-no'"><i class="q-icon material-icons-outlined" aria-hidden="true">{{ yes(row, column) ? 'check'
              : 'remove' }}</i>{{ row.cells[column.name] }}</span>
            <span v-else-if="column.kind === 'long_text'" class="kb-lines">{{ row.cells[column.name] }}</span>
            <template v-else>{{ row.cells[column.name] }}</template>
          </td>
        </tr>
      </tbody>
    </table></div>
    <div v-else class="kb-empty">
      <i class="q-icon material-icons-outlined" aria-hidden="true">{{ sought ? 'search_off' : 'inbox' }}</i>
      <h2>{{ sought ? words.notFound : words.emptyTitle }}</h2>
      <p>{{ sought ? notFoundText : words.emptyText }}</p>
      <div class="kb-empty__acts" v-if="sought">
        <button v-if="narrowed" type="button" class="kb-plainbtn" @click="dropFilters">{{ words.dropFilter }}</button>
        <button v-if="text" type="button" class="kb-plainbtn" @click="everywhere">{{ words.everywhere }}</button>
      </div>
    </div>
    <nav v-if="rows.length" class="kb-pager" :aria-label="words.pager">
      <span>{{ range }}</span>
      <template v-if="total > limit">
        <button type="button" class="kb-plainbtn" :aria-disabled="offset === 0" @click="turn(-1)"><i
          class="q-icon material-icons-outlined" aria-hidden="true">chevron_left</i>{{ words.back }}</button>
        <button type="button" class="kb-plainbtn" :aria-disabled="offset + limit >= total" @click="turn(1)">{{ words.forward
          }}<i class="q-icon material-icons-outlined" aria-hidden="true">chevron_right</i></button>
      </template>
    </nav>
  </div>
`;
