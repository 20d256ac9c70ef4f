# Debian's Monitoring::Livestatus against a port: what Thruk does with it. Prints one line for each step.
use strict;
use warnings;
use Monitoring::Livestatus;

my ($peer) = @ARGV;
my $client = Monitoring::Livestatus->new(peer => $peer, keepalive => 1, errors_are_fatal => 0);

sub step {
    my ($name, $value) = @_;
    print "$name=", (defined $value ? $value : 'undef'), " code=", ($Monitoring::Livestatus::ErrorCode || 0), "\n";
}

my $hosts = $client->selectall_arrayref("GET hosts\nColumns: name state plugin_output\nFilter: name ~~ .*\nOutputFormat: json", { Slice => 1 });
step('hosts', join(',', map { "$_->{name}:$_->{state}" } @{$hosts}));
my $all = $client->selectall_arrayref("GET services", { Slice => 1 });
step('service', join(',', sort grep { /^host_(name|alias)$|^description$/ } keys %{ $all->[0] }));
my $row = $client->selectrow_hashref("GET status\nColumns: program_start livestatus_version");
step('version', $row->{livestatus_version} =~ /-naemon$/ ? 'naemon' : $row->{livestatus_version});
my $tactical = $client->selectrow_hashref("GET services\nStats: state = 0 as ok\nStats: state = 2 as critical\nStats: state = 2\nStats: acknowledged = 0\nStatsAnd: 2 as unhandled");
step('stats', join(',', map { "$_:$tactical->{$_}" } sort keys %{$tactical}));
my $text = $client->selectrow_hashref("GET services\nColumns: plugin_output\nFilter: description = http");
step('unicode', $text->{plugin_output} =~ /\x{fc}n\x{ef}code/ ? 'whole' : 'garbled');
my $grouped = $client->selectall_arrayref("GET services\nStats: state != 9\nColumns: host_name");
step('grouped', join(',', map { "$_->[0]:$_->[1]" } @{$grouped}));
my $log = $client->selectall_arrayref("GET log\nColumns: time class\nFilter: time >= 1700000700");
step('log', join(',', map { "$_->[0]:$_->[1]" } @{$log}));
$client->selectall_arrayref("GET nosuch");
step('nosuch');

# The module's own test runs every function over every column of every table.
my $columns = $client->selectall_arrayref("GET columns\nColumns: table name type");
my $bad = 0;
for my $column (@{$columns}) {
    my ($table, $name) = @{$column};
    my $limit = $table =~ /^(log|statehist)$/ ? "\nFilter: time > 1700000000" : '';
    for my $function (qw/sum min max avg std/) {
        $client->selectall_arrayref("GET $table\nStats: $function $name$limit");
        $bad++ if $Monitoring::Livestatus::ErrorCode;
    }
}
print "columns=", (@{$columns} > 800 ? 'many' : scalar @{$columns}), " bad=$bad\n";
$client->do("COMMAND [1700000000] DISABLE_NOTIFICATIONS");
step('command');
$client->do("COMMAND [1700000000] NO_SUCH_COMMAND");
step('refused');
