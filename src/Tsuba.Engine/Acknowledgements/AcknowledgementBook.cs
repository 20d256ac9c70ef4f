using Tsuba.Engine.Comments;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Engine.Timers;

namespace Tsuba.Engine.Acknowledgements;

/// <summary>Acknowledgements of problems. Source: reference/shinken.md 4.7.</summary>
internal sealed class AcknowledgementBook(Brain brain)
{
    private const byte Normal = 1;
    private const byte Sticky = 2;

    private readonly Part _part = brain.Part;

    /// <summary>Acknowledges a problem; false if there is none.</summary>
    /// <param name="index">The item.</param>
    /// <param name="sticky">2: stays until the item is UP or OK; else it ends with the next change of the hard state.</param>
    /// <param name="notify">Whether the contacts are told.</param>
    /// <param name="persistent">Whether the comment outlives the acknowledgement.</param>
    /// <param name="author">Who acknowledges.</param>
    /// <param name="text">What he says.</param>
    /// <param name="endUtc">When it expires, UTC milliseconds; 0: never.</param>
    public bool Set(int index, long sticky, bool notify, bool persistent, string author, string text, long endUtc)
    {
        ref var row = ref _part.Rows[index];
        if (row.State == 0)
        {
            return false;
        }

        // Told first: an acknowledged problem is silent, and this is the last word on it.
        if (notify)
        {
            brain.Campaigns.Tell(index, NotificationType.Acknowledgement, author, text);
        }

        row.Acknowledgement = sticky == Sticky ? Sticky : Normal;
        brain.Contexts.Refresh(index);
        Forget(index);
        brain.Comments.Add(index, CommentKind.Acknowledgement, isExternal: true, persistent, author, text);
        if (endUtc > 0)
        {
            _part.AcknowledgementEnds[_part.Items[index].Id] = endUtc;
            _part.Calendar.Add(new CalendarTimer(endUtc, index, CalendarTimerKind.AcknowledgementEnd, 0));
        }

        _part.Touch(index);
        return true;
    }

    /// <summary>Removes an acknowledgement; false if there is none.</summary>
    public bool Remove(int index)
    {
        ref var row = ref _part.Rows[index];
        if (row.Acknowledgement == 0)
        {
            return false;
        }

        row.Acknowledgement = 0;
        brain.Contexts.Refresh(index);
        Forget(index);
        RemoveComments(index);
        _part.Touch(index);
        return true;
    }

    /// <summary>A result may end the acknowledgement.</summary>
    public void AfterResult(int index, Effects effects)
    {
        if ((effects & Effects.EndsAcknowledgement) != 0)
        {
            _part.Decide(index, Reason.AcknowledgementRemovedByRecovery);
            Remove(index);
        }
        else if ((effects & Effects.EndsNormalAcknowledgement) != 0 && _part.Rows[index].Acknowledgement == Normal)
        {
            _part.Decide(index, Reason.AcknowledgementRemovedByChange);
            Remove(index);
        }
    }

    /// <summary>The end time of an acknowledgement has come.</summary>
    public void OnExpired(int index)
    {
        _part.Decide(index, Reason.AcknowledgementExpired);
        Remove(index);
    }

    private void Forget(int index)
    {
        if (_part.AcknowledgementEnds.Remove(_part.Items[index].Id, out var end))
        {
            _part.Calendar.Remove(new CalendarTimer(end, index, CalendarTimerKind.AcknowledgementEnd, 0));
        }
    }

    private void RemoveComments(int index) =>
        brain.Comments.RemoveAll(index, static comment => comment.Kind == CommentKind.Acknowledgement && !comment.IsPersistent);
}
