;; Drives a batch Emacs that was started with the configuration of server/docs/editors/emacs.md on one Markdown file.
;; An error ends it with a status other than 0.

(defun wait-for (what condition)
  (let ((end (+ (float-time) 30)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "waited in vain for %s; text: %s; diagnostics: %S" what (buffer-string)
               (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
      (accept-process-output nil 0.05))))

;; The batch mode has no idle time, in which Eglot would send changes and Flymake look by themselves.
(defun finding-count ()
  (eglot--signal-textDocument/didChange)
  (flymake-start)
  (length (flymake-diagnostics)))

;; What `eglot-ensure' put off until the command that visits the file has ended.
(find-file "letter.md")
(run-hooks 'post-command-hook)
(wait-for "the server" #'eglot-current-server)
(flymake-mode 1)
(wait-for "two findings" (lambda () (= (finding-count) 2)))

;; The menu of code actions, answered by the first entry. A key asked for it, not the mouse.
(setq last-nonmenu-event ?\r)
(defvar offered nil)
(defun choose-first (_prompt collection &rest _)
  (setq offered (all-completions "" collection))
  (car offered))

(goto-char (point-min))
(search-forward "mist")
(cl-letf (((symbol-function 'completing-read) #'choose-first))
  (eglot-code-actions (point) nil "quickfix" t))
(unless (equal (car offered) "Change to “mistakes”") (error "the menu offers %S" offered))
(wait-for "the repaired word" (lambda () (string-match-p "It has no mistakes," (buffer-string))))
(wait-for "one finding" (lambda () (= (finding-count) 1)))

(cl-letf (((symbol-function 'completing-read) #'choose-first))
  (eglot-code-actions (point-min) (point-max) "source.fixAll.surprisal" t))
(wait-for "no repetition" (lambda () (equal (buffer-string) "It has no mistakes, and the end is near.\n")))
(wait-for "no finding" (lambda () (= (finding-count) 0)))

(goto-char (point-max))
(insert "A sentance more.\n")
(wait-for "a new finding" (lambda () (= (finding-count) 1)))
(set-buffer-modified-p nil)
