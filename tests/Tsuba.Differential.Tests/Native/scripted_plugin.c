/*
 * What the differential run lets nagios4 execute.
 *   scripted_plugin answer CLOCK ANSWERS       a check: says what the file of answers holds for the present time;
 *                                              a line each: MICROSECONDS CODE TEXT, by time
 *   scripted_plugin record CLOCK RECORD WORD…  a notification, event handler or obsess command: writes a line with the time and the
 *                                              words, parted by semicolons
 * CLOCK begins with the virtual time in microseconds. Linked statically, so that a start is cheap.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FAILED 70
#define LONGEST_LINE 8192

static int64_t now(const char *path)
{
    int64_t moment = 0;
    int file = open(path, O_RDONLY);
    if (file < 0 || read(file, &moment, sizeof moment) != (ssize_t)sizeof moment) {
        exit(FAILED);
    }
    close(file);
    return moment;
}

static int answer(int64_t moment, const char *path)
{
    char line[LONGEST_LINE], text[LONGEST_LINE] = "OK";
    int code = 0;
    FILE *answers = fopen(path, "r");
    if (answers == NULL) {
        return FAILED;
    }
    while (fgets(line, sizeof line, answers) != NULL) {
        char *rest;
        if (strtoll(line, &rest, 10) > moment) {
            break;
        }
        code = (int)strtol(rest, &rest, 10);
        snprintf(text, sizeof text, "%s", rest + 1);
    }
    text[strcspn(text, "\n")] = '\0';
    puts(text);
    return code;
}

static int record(int64_t moment, const char *path, int count, char **words)
{
    char line[LONGEST_LINE];
    size_t length = (size_t)snprintf(line, sizeof line, "%lld", (long long)moment);
    for (int i = 0; i < count && length < sizeof line - 2; i++) {
        length += (size_t)snprintf(line + length, sizeof line - length - 1, "%c%s", i == 0 ? ' ' : ';', words[i]);
    }
    if (length >= sizeof line - 1) {
        return FAILED;
    }
    line[length++] = '\n';
    /* One write, so that records of several processes do not mix. */
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0644);
    return file >= 0 && write(file, line, length) == (ssize_t)length ? 0 : FAILED;
}

int main(int count, char **words)
{
    if (count == 4 && strcmp(words[1], "answer") == 0) {
        return answer(now(words[2]), words[3]);
    }
    if (count > 4 && strcmp(words[1], "record") == 0) {
        return record(now(words[2]), words[3], count - 4, words + 4);
    }
    return FAILED;
}
