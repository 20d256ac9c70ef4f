<?php
// NagVis' Livestatus backend class against a port. Prints what it found. The stubs stand for NagVis' configuration and translation.
declare(strict_types=0);
error_reporting(E_ALL & ~E_DEPRECATED);
[, $classes, $port] = $argv;

class NagVisException extends Exception {}
class BackendException extends NagVisException {}
class BackendConnectionProblem extends BackendException {}
class BackendInvalidResponse extends BackendException {}

function cfg($section, $key) {
    global $port;
    $values = [
        'socket' => "tcp:127.0.0.1:$port", 'timeout' => 5, 'verify_tls_peer' => false, 'verify_tls_ca_path' => '',
        'only_permitted_objects' => false, 'staleness_threshold' => '1.5',
    ];
    return $values[$key] ?? null;
}
function l($text, $values = []) { return $text . ' ' . json_encode($values); }
function log_mem($text) {}

require_once "$classes/../defines/global.php";
require_once "$classes/../defines/matches.php";
require_once "$classes/GlobalBackendInterface.php";
require_once "$classes/GlobalBackendmklivestatus.php";

class Item {
    public function __construct(private string $name) {}
    public function getName() { return $this->name; }
    public function getServiceDescription() { return 'http'; }
    public function __call($name, $arguments) { return null; }
}

$backend = new GlobalBackendmklivestatus('test');
function show($name, $value) { echo $name, '=', json_encode($value), "\n"; }

show('hosts', $backend->getObjects('host'));
show('services', $backend->getObjects('service', 'web'));
show('hostgroups', array_column($backend->getObjects('hostgroup'), 'name'));
$filter = [['key' => 'host_name', 'op' => '=']];
$objects = ['web' => [new Item('web')], 'db' => [new Item('db')]];
$states = $backend->getHostState($objects, 0, $filter);
ksort($states);
show('hostState', array_map(fn($state) => [$state[STATE], count($state)], $states));
$services = $backend->getServiceState(['web' => [new Item('web')]], 0, $filter);
show('serviceState', array_map(fn($state) => [$state[DESCRIPTION] ?? '', $state[STATE]], $services['web'] ?? $services));
$counts = $backend->getHostMemberCounts($objects, 0, $filter);
ksort($counts);
show('memberCounts', array_keys($counts));
show('hostgroupCounts', array_keys($backend->getHostgroupStateCounts(['all' => [new Item('all')]], 0, [['key' => 'host_groups', 'op' => '>=']])));
show('start', is_numeric($backend->getProgramStart()));
show('contacts', count($backend->getContactsWithGroups()));
show('children', $backend->getDirectChildNamesByHostName('web'));
show('dependencies', $backend->getDirectChildDependenciesNamesByHostName('web'));
$backend->actionAcknowledge('service', 'web;http', 'seen by NagVis', true, false, false, 'ann');
