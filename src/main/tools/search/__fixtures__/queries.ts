/** What a person or a model asks for, and the tools that do it. Labelled before the search was made. */
export interface LabelledQuery {
  readonly query: string;
  readonly tools: readonly string[];
}

function labelled(lines: string): readonly LabelledQuery[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [query = '', tools = ''] = line.split(' => ');
      return { query: query.trim(), tools: tools.trim().split(' ') };
    });
}

export const englishQueries = labelled(`
read the contents of a text file => filesystem__read_text_file
open a photo from disk => filesystem__read_media_file
save some text to a new file => filesystem__write_file
rename a file => filesystem__move_file
make a new folder => filesystem__create_directory
what files are in this folder => filesystem__list_directory
find files by name pattern => filesystem__search_files
when was this file last modified => filesystem__get_file_info
remove a file from disk => filesystem__delete_file
change a few lines in a source file => filesystem__edit_file
show the folder structure as a tree => filesystem__directory_tree
which files take up the most space => filesystem__list_directory_with_sizes
which directories am I allowed to use => filesystem__list_allowed_directories
commit my changes => git__git_commit
what did I change but not stage yet => git__git_diff_unstaged
who wrote this line of code => git__git_blame
switch to another branch => git__git_checkout
create a git branch => git__git_create_branch
stage files for the next commit => git__git_add
show the commit history => git__git_log
compare two branches => git__git_diff
open a bug report on GitHub => github__create_issue
close an issue on github => github__update_issue
comment on a github issue => github__add_issue_comment
open a PR => github__create_pull_request
merge the pull request => github__merge_pull_request
approve a pull request => github__create_pull_request_review
which files changed in the pull request => github__get_pull_request_files
find open source repositories about machine learning => github__search_repositories
did the CI workflow pass => github__list_workflow_runs
re-run the failed CI jobs => github__rerun_failed_jobs
make my own copy of someone's repository => github__fork_repository
search code on github for a function name => github__search_code
publish a new release => github__create_release
what meetings do I have tomorrow => calendar__list_events
schedule a meeting with Anna => calendar__create_event
reschedule my appointment => calendar__update_event
cancel the meeting => calendar__delete_event
when are we all free next week => calendar__find_free_time
decline the invitation => calendar__respond_to_event
send an email to my boss => mail__send_message
find emails from the bank => mail__search_messages
answer this email => mail__reply_to_message
forward the mail to a colleague => mail__forward_message
save the email attachment => mail__download_attachment
write a draft email => mail__create_draft
delete this email => mail__trash_message
sort incoming mail automatically => mail__create_filter
go to a website => browser__browser_navigate
click the login button => browser__browser_click
take a screenshot of the page => browser__browser_take_screenshot
fill in the registration form => browser__browser_fill_form
choose an entry from the dropdown menu => browser__browser_select_option
run javascript in the page => browser__browser_evaluate
see the errors in the browser console => browser__browser_console_messages
which HTTP requests did the page make => browser__browser_network_requests
close a browser tab => browser__browser_tabs
run a select statement against the database => postgres__query
insert rows into a table => postgres__execute
what columns does the table have => postgres__describe_table
which tables exist => postgres__list_tables
why is this query slow => postgres__explain_query postgres__get_top_queries
dump the database => postgres__backup_database
which indexes should I add => postgres__analyze_indexes
show the logs of a pod => kubernetes__pods_log
scale the deployment to five replicas => kubernetes__deployments_scale
run a command inside a pod => kubernetes__pods_exec
restart a deployment => kubernetes__rollout_restart
roll back the last deployment => kubernetes__rollout_undo
which pods use the most memory => kubernetes__pods_top
install a helm chart => kubernetes__helm_install
apply a yaml manifest to the cluster => kubernetes__resources_apply
start a docker container => docker__run_container
which containers are running => docker__list_containers
build a docker image => docker__build_image
download a docker image => docker__pull_image
export the design as png => design__export_image
what colors and design tokens are used => design__get_variables
play some music => music__start_playback
stop the music => music__pause_playback
next song please => music__skip_next
what song is this playing right now => music__get_now_playing
make the music louder => music__set_volume
put this song on my playlist => music__add_to_playlist
find a song by an artist => music__search_tracks
how do I get from Berlin to Hamburg by car => maps__directions
find a good restaurant nearby => maps__search_places
coordinates of an address => maps__geocode
what address is at these coordinates => maps__reverse_geocode
opening hours of a shop => maps__place_details
how far is it between these cities => maps__distance_matrix
will it rain tomorrow => weather__get_forecast
how warm is it in Paris now => weather__get_current_weather
is there a storm warning => weather__get_alerts
post a message in the team channel => chat__post_message
react with a thumbs up emoji => chat__add_reaction
what was said in the channel recently => chat__get_channel_history
who is in the workspace => chat__get_users
create a new page in my notes => notes__create_page
add text at the end of a page => notes__append_block
file a bug ticket => tracker__create_ticket
move the ticket to done => tracker__transition_ticket
assign the ticket to Peter => tracker__assign_ticket
log two hours of work => tracker__add_worklog
remember that Peter likes tea => memory__add_observations memory__create_entities
search the internet => web__web_search
download a web page as text => web__fetch_url
latest news about the election => web__news_search
find pictures of cats => web__image_search
switch on the light in the kitchen => home__turn_on
turn the heating to 21 degrees => home__set_temperature
lock the front door => home__lock_door
give the customer their money back => payments__create_refund
send a bill to a customer => payments__create_invoice
how much money is in the account => payments__retrieve_balance
end a subscription => payments__cancel_subscription
stack trace of the crash => errors__get_issue_details
mark the error as fixed => errors__resolve_issue
read cells from a spreadsheet => sheets__read_range
draw a chart of this data => sheets__create_chart
share the document with my team => drive__share_document
convert this document to pdf => drive__convert_document
translate this sentence into French => language__translate_text
correct my spelling => language__check_grammar
transcribe a recording => language__transcribe_audio
read this text aloud => language__synthesize_speech
what time is it in Tokyo => time__get_current_time
set an alarm for ten minutes => time__set_timer
price of Apple stock => finance__get_quote
how many dollars are 100 euros => finance__convert_currency
`);

export const germanQueries = labelled(`
eine Datei lesen => filesystem__read_text_file
einen neuen Ordner anlegen => filesystem__create_directory
Datei umbenennen => filesystem__move_file
eine E-Mail an meine Chefin schicken => mail__send_message
Mails von der Bank suchen => mail__search_messages
welche Termine habe ich morgen => calendar__list_events
einen Termin vereinbaren => calendar__create_event
die Besprechung absagen => calendar__delete_event
wie wird das Wetter morgen => weather__get_forecast
spiele Musik => music__start_playback
das nächste Lied => music__skip_next
Wegbeschreibung nach Hamburg => maps__directions
Restaurant in der Nähe finden => maps__search_places
Bildschirmfoto der Seite machen => browser__browser_take_screenshot
welche Tabellen gibt es in der Datenbank => postgres__list_tables
diesen Text ins Französische übersetzen => language__translate_text
eine Rechnung für den Kunden erstellen => payments__create_invoice
das Licht einschalten => home__turn_on
wie spät ist es in Tokio => time__get_current_time
im Internet suchen => web__web_search
Datei löschen => filesystem__delete_file
Nachricht in den Kanal schreiben => chat__post_message
`);

/** Written when the search was finished, and never tuned for: what is missed here is missed. */
export const laterQueries = labelled(`
create an empty folder for the project => filesystem__create_directory
look for all markdown files below a path => filesystem__search_files
show me the first ten lines of notes.txt => filesystem__read_text_file
overwrite config.json => filesystem__write_file
undo staging of everything => git__git_reset
view a particular commit => git__git_show
list the open pull requests => github__list_pull_requests
who uses github under this name => github__search_users
show issue number 42 => github__get_issue
accept a meeting request => calendar__respond_to_event
put lunch with Tom into my calendar => calendar__create_event
show me the email about the contract => mail__read_message mail__search_messages
label this message as important => mail__modify_labels
hit enter in the text field => browser__browser_press_key browser__browser_type
go back to the page before => browser__browser_navigate_back
upload my CV on the site => browser__browser_file_upload
is the database healthy => postgres__check_health
list schemas => postgres__list_schemas
delete a crashed pod => kubernetes__pods_delete
list cluster nodes => kubernetes__nodes_list
kill the container => docker__stop_container docker__remove_container
container output logs => docker__fetch_container_logs
leave feedback on the mockup => design__add_comment
older versions of the design => design__list_versions
what did I listen to lately => music__get_recently_played
on which speakers can I play => music__list_devices
how high is this mountain => maps__elevation
is the air polluted today => weather__get_air_quality
message in reply to a slack thread => chat__reply_to_thread
look up a page in the wiki => notes__search_pages
find all open tickets of the sprint => tracker__search_tickets
current sprint of the board => tracker__list_sprints
everything you know about me => memory__read_graph
switch the lamp off => home__turn_off
is somebody moving in the hall => home__get_sensor
make a payment link for the course => payments__create_payment_link
which customers have an active subscription => payments__list_subscriptions
new crashes since the release => errors__find_issues
write values into column B => sheets__write_range
summarise sales by month in a pivot => sheets__create_pivot_table
put the report into cloud storage => drive__upload_document
what is 3 pm in London in New York time => time__convert_time
share price of the last year => finance__get_price_history
`);

/** As `laterQueries`, in German. */
export const laterGermanQueries = labelled(`
Ordnerinhalt anzeigen => filesystem__list_directory
die neueste Version auf den Zweig umschalten => git__git_checkout
eine Mail beantworten => mail__reply_to_message
den Anhang herunterladen => mail__download_attachment
Kalendereintrag ändern => calendar__update_event
Pause bei der Musik => music__pause_playback
eine Playlist erstellen => music__create_playlist
Adresse in Koordinaten umrechnen => maps__geocode
auf den Knopf klicken => browser__browser_click
Formular ausfüllen => browser__browser_fill_form
Wechselkurs von Euro in Dollar => finance__convert_currency
Rechtschreibung prüfen => language__check_grammar
das Abo kündigen => payments__cancel_subscription
ein Ticket anlegen => tracker__create_ticket
Heizung auf 20 Grad stellen => home__set_temperature
`);
