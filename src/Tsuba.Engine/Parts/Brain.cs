using Tsuba.Engine.Acknowledgements;
using Tsuba.Engine.Activation;
using Tsuba.Engine.BusinessRules;
using Tsuba.Engine.Checks;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Contexts;
using Tsuba.Engine.Dependencies;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.EventHandlers;
using Tsuba.Engine.ExternalCommands;
using Tsuba.Engine.Flapping;
using Tsuba.Engine.Freshness;
using Tsuba.Engine.HandOver;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Obsession;
using Tsuba.Engine.PerformanceData;
using Tsuba.Engine.Problems;
using Tsuba.Engine.Recurrences;
using Tsuba.Engine.SnapshotCommands;
using Tsuba.Engine.States;
using Tsuba.Engine.Timers;
using Tsuba.Engine.Totals;

namespace Tsuba.Engine.Parts;

/// <summary>Joins the tables of a part with the concerns that work on them; each concern finds the others here.</summary>
internal sealed class Brain
{
    public Brain(EngineOptions options)
    {
        Part = new Part(options);
        Describer = new StatusDescriber(Part);
        Planner = new CheckPlanner(this);
        Launcher = new CheckLauncher(this);
        Results = new ResultIntake(this);
        Holds = new ParentHold(this);
        Roots = new RootCauses(this);
        ImpactPeriods = new ImpactPeriods(this);
        Contexts = new ContextKeeper(this);
        States = new StateMachine(this);
        Flapping = new FlapDetector(this);
        ItemFilter = new ItemFilter(this);
        Campaigns = new Campaigns(this);
        Sender = new NotificationSender(this);
        EventHandlers = new EventHandlerRunner(this);
        ResultCommands = new ResultCommands(this);
        PerfdataFiles = new PerfdataFiles(this);
        Freshness = new FreshnessWatch(this);
        Comments = new CommentBook(this);
        Downtimes = new DowntimeBook(this);
        Acknowledgements = new AcknowledgementBook(this);
        Commands = new CommandIntake(this);
        Activation = new ConfigurationSwitch(this);
        Maintenance = new MaintenanceWindows(this);
        Departures = new Departures(this);
        Arrivals = new Arrivals(this);
        MaintenanceChecks = new MaintenanceChecks(this);
        Recurrences = new RecurrenceBook(this);
        Snapshots = new SnapshotRunner(this);
        PeriodLog = new PeriodLog(this);
        StateLog = new StateLog(this);
        WallClock = new ClockWatch(this);
        Sharing = new PartSharing(this);
        Clock = new TimerLoop(this);
    }

    public Part Part { get; }

    public StatusDescriber Describer { get; }

    public CheckPlanner Planner { get; }

    public CheckLauncher Launcher { get; }

    public ResultIntake Results { get; }

    public ParentHold Holds { get; }

    public RootCauses Roots { get; }

    public ImpactPeriods ImpactPeriods { get; }

    public ContextKeeper Contexts { get; }

    public StateMachine States { get; }

    public FlapDetector Flapping { get; }

    public ItemFilter ItemFilter { get; }

    public Campaigns Campaigns { get; }

    public NotificationSender Sender { get; }

    public EventHandlerRunner EventHandlers { get; }

    public ResultCommands ResultCommands { get; }

    public PerfdataFiles PerfdataFiles { get; }

    public FreshnessWatch Freshness { get; }

    public CommentBook Comments { get; }

    public DowntimeBook Downtimes { get; }

    public AcknowledgementBook Acknowledgements { get; }

    public CommandIntake Commands { get; }

    public PartSharing Sharing { get; }

    public ConfigurationSwitch Activation { get; }

    public MaintenanceWindows Maintenance { get; }

    public Departures Departures { get; }

    public Arrivals Arrivals { get; }

    public MaintenanceChecks MaintenanceChecks { get; }

    public RecurrenceBook Recurrences { get; }

    public SnapshotRunner Snapshots { get; }

    public PeriodLog PeriodLog { get; }

    public StateLog StateLog { get; }

    public ClockWatch WallClock { get; }

    public TimerLoop Clock { get; }

    /// <summary>Macro expansion for the active configuration.</summary>
    public ICommandTexts Texts { get; private set; } = new NoCommandTexts();

    /// <summary>Business rules of the active configuration.</summary>
    public IBusinessRules Rules { get; private set; } = new NoBusinessRules();

    /// <summary>Makes anew what follows from the configuration.</summary>
    public void Join()
    {
        Texts = new MacroTexts(this);
        Rules = new PartBusinessRules(this);
        PerfdataFiles.Join();
        ImpactPeriods.Join();
    }
}
