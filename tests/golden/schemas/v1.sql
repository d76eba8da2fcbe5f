BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'flashcards','m001_collection','2026-11-22 07:32:15.467390+00:00');
CREATE TABLE cards (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id INTEGER NOT NULL,
        deck_id INTEGER NOT NULL,
        slot TEXT NOT NULL DEFAULT '',
        position INTEGER NOT NULL,
        is_drilled INTEGER NOT NULL DEFAULT 0 CHECK (is_drilled IN (0, 1)),
        state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'learning', 'review', 'relearning')),
        stability REAL,
        difficulty REAL,
        reviewed_on TEXT,
        reps INTEGER NOT NULL DEFAULT 0,
        lapses INTEGER NOT NULL DEFAULT 0,
        step INTEGER,
        due_at TEXT,
        interval_days INTEGER,
        due_on TEXT,
        flag INTEGER NOT NULL DEFAULT 0 CHECK (flag BETWEEN 0 AND 7),
        suspended TEXT CHECK (suspended IN ('user', 'gone', 'leech')),
        buried_on TEXT,
        changes INTEGER NOT NULL DEFAULT 0,
        deleted_at TEXT,
        UNIQUE (note_id, slot),
        FOREIGN KEY (note_id, deck_id) REFERENCES notes (id, deck_id) ON UPDATE CASCADE
    ) STRICT;
INSERT INTO "cards" VALUES(1,1,2,'',1,0,'review',3.59323294578944469885e+01,1.0,'2026-11-14',3,0,NULL,NULL,24,'2026-12-08',3,NULL,NULL,6,NULL);
INSERT INTO "cards" VALUES(2,2,2,'',2,0,'review',3.71805168952922215908e+00,9.00084891883942361801e+00,'2026-11-19',7,1,NULL,NULL,4,'2026-11-23',0,NULL,NULL,7,NULL);
INSERT INTO "cards" VALUES(3,3,2,'',3,0,'review',2.52117613889275293814e+00,9.81748036663320178263e+00,'2026-11-21',8,0,NULL,NULL,4,'2026-11-25',0,'user',NULL,9,NULL);
INSERT INTO "cards" VALUES(4,4,3,'',4,0,'review',1.72767791892037720908e+01,5.71430743605728785894e+00,'2026-11-17',4,0,NULL,NULL,13,'2026-11-30',0,'gone',NULL,7,NULL);
INSERT INTO "cards" VALUES(5,5,3,'',5,0,'relearning',5.43476285422901717048e-01,9.85713674836071795937e+00,'2026-11-21',7,2,0,'2026-11-21T09:42:00.000000+00:00',NULL,NULL,0,NULL,NULL,8,NULL);
INSERT INTO "cards" VALUES(6,6,3,'',6,0,'relearning',2.17743266070207397433e+00,9.18791894464517788776e+00,'2026-11-21',5,1,0,'2026-11-21T09:46:00.000000+00:00',NULL,NULL,0,'gone',NULL,6,NULL);
INSERT INTO "cards" VALUES(7,7,3,'',7,0,'new',NULL,NULL,NULL,0,0,NULL,NULL,NULL,NULL,0,NULL,NULL,0,NULL);
CREATE TABLE collection (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        changes INTEGER NOT NULL DEFAULT 0,
        options_revision INTEGER NOT NULL DEFAULT 0,
        settings TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
INSERT INTO "collection" VALUES(1,46,1,'{}');
CREATE TABLE decks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL COLLATE NOCASE,
        options TEXT NOT NULL DEFAULT '{}',
        deleted_at TEXT
    ) STRICT;
INSERT INTO "decks" VALUES(1,'AWS','{"desired_retention": 0.92, "new_per_day": 30}',NULL);
INSERT INTO "decks" VALUES(2,'AWS::Queues','{}',NULL);
INSERT INTO "decks" VALUES(3,'AWS::Stores','{}',NULL);
CREATE TABLE declined (
        guide_id INTEGER NOT NULL REFERENCES guides (id),
        content_key TEXT NOT NULL,
        PRIMARY KEY (guide_id, content_key)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE guides (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        path TEXT NOT NULL,
        title TEXT NOT NULL,
        deck_id INTEGER NOT NULL REFERENCES decks (id),
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        front_matter TEXT NOT NULL DEFAULT '{}',
        bundled_as TEXT,
        imported_at TEXT NOT NULL,
        deleted_at TEXT
    ) STRICT;
INSERT INTO "guides" VALUES(1,'queues.md','Queues',2,'---
deck: AWS::Queues
---

# Queues

queue :: holds messages until they are read ^queue

topic :: hands each message to all who listen

dead letter :: a message nobody could work on ![box](box.png)

','fb71467d45350b317d2c720776a5c71df04b7cbd8744d4f0e18eefc00aff2eb0','{"deck": "AWS::Queues"}',NULL,'2026-11-10T09:00:00.000000+00:00',NULL);
INSERT INTO "guides" VALUES(2,'stores.md','Stores',3,'---
deck: AWS::Stores
---

# Stores

S3 :: objects by key

EBS :: blocks of a disk ^ebs

','3b81de75730fe7bc1ab4b3eeaba19390ab75e29111a9c4226927d89f7da223ee','{"deck": "AWS::Stores"}',NULL,'2026-11-10T09:05:00.000000+00:00',NULL);
CREATE TABLE imports (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        made_at TEXT NOT NULL,
        left_out TEXT NOT NULL,
        applied_at TEXT,
        applied TEXT NOT NULL DEFAULT '{}'
    ) STRICT;
INSERT INTO "imports" VALUES(3,'2026-11-21T09:55:00.000000+00:00','[]','2026-11-21T09:55:00.000000+00:00','{"added": 1, "changed": 1, "same": 0, "gone": 2}');
INSERT INTO "imports" VALUES(4,'2026-11-21T11:00:00.000000+00:00','[]',NULL,'{}');
CREATE TABLE journal (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        label TEXT NOT NULL,
        made_at TEXT NOT NULL,
        card_id INTEGER REFERENCES cards (id),
        log_id INTEGER REFERENCES review_log (id),
        is_undone INTEGER NOT NULL DEFAULT 0 CHECK (is_undone IN (0, 1)),
        changes TEXT NOT NULL
    ) STRICT;
INSERT INTO "journal" VALUES(11,'Rated Easy','2026-11-10T10:02:48.000000+00:00',1,9,0,'[["cards",[1],{"state":"learning","stability":2.3065,"difficulty":2.118103970459016,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":1,"due_at":"2026-11-10T09:41:00.000000+00:00","interval_days":null,"due_on":null},{"state":"review","stability":3.946054067969477,"difficulty":1.0,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-13"}]]');
INSERT INTO "journal" VALUES(12,'Rated Again','2026-11-10T10:03:48.000000+00:00',3,10,0,'[["cards",[3],{"state":"learning","stability":2.3065,"difficulty":2.118103970459016,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":1,"due_at":"2026-11-10T09:43:00.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":0.7750839828558984,"difficulty":7.394502741279718,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":0,"due_at":"2026-11-10T10:04:48.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(13,'Rated Easy','2026-11-11T09:31:00.000000+00:00',5,11,0,'[["cards",[5],{"state":"learning","stability":0.08335671711031604,"difficulty":8.806304468856837,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":0,"due_at":"2026-11-10T10:01:48.000000+00:00","interval_days":null,"due_on":null},{"state":"review","stability":1.0770947135340145,"difficulty":8.39265541785738,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-13"}]]');
INSERT INTO "journal" VALUES(14,'Rated Hard','2026-11-11T09:32:00.000000+00:00',3,12,0,'[["cards",[3],{"state":"learning","stability":0.7750839828558984,"difficulty":7.394502741279718,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":0,"due_at":"2026-11-10T10:04:48.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":1.9023564862607272,"difficulty":8.25557787278606,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:37:30.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(15,'Rated Again','2026-11-11T09:33:00.000000+00:00',2,13,0,'[["cards",[2],{"state":"learning","stability":1.3358997622047517,"difficulty":5.102286904192293,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":1,"due_at":"2026-11-10T10:11:48.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":0.3835273572037557,"difficulty":8.375383379153895,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:34:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(16,'Rated Again','2026-11-11T09:34:00.000000+00:00',6,14,0,'[["cards",[6],{"state":"new","reps":0,"lapses":0,"stability":null,"difficulty":null,"reviewed_on":null,"step":null,"due_at":null,"interval_days":null,"due_on":null},{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-11","reps":1,"lapses":0,"step":0,"due_at":"2026-11-11T09:35:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(17,'Rated Good','2026-11-12T09:31:00.000000+00:00',2,15,0,'[["cards",[2],{"state":"learning","stability":0.3835273572037557,"difficulty":8.375383379153895,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:34:00.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":1.5501257768271512,"difficulty":8.36223636507158,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":1,"due_at":"2026-11-12T09:41:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(18,'Rated Good','2026-11-12T09:32:00.000000+00:00',6,16,0,'[["cards",[6],{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-11","reps":1,"lapses":0,"step":0,"due_at":"2026-11-11T09:35:00.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":1.8867876195204154,"difficulty":6.402115069296838,"reviewed_on":"2026-11-12","reps":2,"lapses":0,"step":1,"due_at":"2026-11-12T09:42:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(19,'Rated Again','2026-11-12T09:33:00.000000+00:00',3,17,0,'[["cards",[3],{"state":"learning","stability":1.9023564862607272,"difficulty":8.25557787278606,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:37:30.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":0.4667027026494931,"difficulty":9.41184867815208,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":0,"due_at":"2026-11-12T09:34:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(20,'Rated Hard','2026-11-12T09:34:00.000000+00:00',4,18,0,'[["cards",[4],{"state":"review","stability":0.42437996387663374,"difficulty":5.200020369516838,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-12"},{"state":"review","stability":2.6946354939108765,"difficulty":6.798778211531335,"reviewed_on":"2026-11-12","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-14"}]]');
INSERT INTO "journal" VALUES(21,'Rated Again','2026-11-14T09:31:00.000000+00:00',3,19,0,'[["cards",[3],{"state":"learning","stability":0.4667027026494931,"difficulty":9.41184867815208,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":0,"due_at":"2026-11-12T09:34:00.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":0.19827819931060045,"difficulty":9.791907029234414,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":0,"due_at":"2026-11-14T09:32:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(22,'Rated Easy','2026-11-14T09:32:00.000000+00:00',2,20,0,'[["cards",[2],{"state":"learning","stability":1.5501257768271512,"difficulty":8.36223636507158,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":1,"due_at":"2026-11-12T09:41:00.000000+00:00","interval_days":null,"due_on":null},{"state":"review","stability":6.1265605135389185,"difficulty":7.800200447360727,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-17"}]]');
INSERT INTO "journal" VALUES(23,'Rated Good','2026-11-14T09:33:00.000000+00:00',6,21,0,'[["cards",[6],{"state":"learning","stability":1.8867876195204154,"difficulty":6.402115069296838,"reviewed_on":"2026-11-12","reps":2,"lapses":0,"step":1,"due_at":"2026-11-12T09:42:00.000000+00:00","interval_days":null,"due_on":null},{"state":"review","stability":6.269161317502347,"difficulty":6.3909413235243795,"reviewed_on":"2026-11-14","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":5,"due_on":"2026-11-19"}]]');
INSERT INTO "journal" VALUES(24,'Rated Again','2026-11-14T09:34:00.000000+00:00',5,22,0,'[["cards",[5],{"state":"review","stability":1.0770947135340145,"difficulty":8.39265541785738,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-13"},{"state":"relearning","stability":0.3733979053268224,"difficulty":9.456905135089718,"reviewed_on":"2026-11-14","reps":4,"lapses":1,"step":0,"due_at":"2026-11-14T09:44:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(25,'Rated Easy','2026-11-14T09:35:00.000000+00:00',1,23,0,'[["cards",[1],{"state":"review","stability":3.946054067969477,"difficulty":1.0,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-13"},{"state":"review","stability":35.93232945789445,"difficulty":1.0,"reviewed_on":"2026-11-14","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":24,"due_on":"2026-12-08"}]]');
INSERT INTO "journal" VALUES(26,'Rated Again','2026-11-17T09:31:00.000000+00:00',3,24,0,'[["cards",[3],{"state":"learning","stability":0.19827819931060045,"difficulty":9.791907029234414,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":0,"due_at":"2026-11-14T09:32:00.000000+00:00","interval_days":null,"due_on":null},{"state":"learning","stability":0.11124644896499523,"difficulty":9.91682962483839,"reviewed_on":"2026-11-17","reps":6,"lapses":0,"step":0,"due_at":"2026-11-17T09:32:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(27,'Rated Hard','2026-11-17T09:32:00.000000+00:00',5,25,0,'[["cards",[5],{"state":"relearning","stability":0.3733979053268224,"difficulty":9.456905135089718,"reviewed_on":"2026-11-14","reps":4,"lapses":1,"step":0,"due_at":"2026-11-14T09:44:00.000000+00:00","interval_days":null,"due_on":null},{"state":"relearning","stability":1.0518332788293099,"difficulty":9.624696689748687,"reviewed_on":"2026-11-17","reps":5,"lapses":1,"step":0,"due_at":"2026-11-17T09:47:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(28,'Rated Easy','2026-11-17T09:33:00.000000+00:00',4,26,0,'[["cards",[4],{"state":"review","stability":2.6946354939108765,"difficulty":6.798778211531335,"reviewed_on":"2026-11-12","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-14"},{"state":"review","stability":17.276779189203772,"difficulty":5.714307436057288,"reviewed_on":"2026-11-17","reps":4,"lapses":0,"step":null,"due_at":null,"interval_days":13,"due_on":"2026-11-30"}]]');
INSERT INTO "journal" VALUES(29,'Rated Again','2026-11-17T09:34:00.000000+00:00',2,27,0,'[["cards",[2],{"state":"review","stability":6.1265605135389185,"difficulty":7.800200447360727,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-17"},{"state":"relearning","stability":0.9734791242524723,"difficulty":9.262169214981265,"reviewed_on":"2026-11-17","reps":6,"lapses":1,"step":0,"due_at":"2026-11-17T09:44:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(30,'Rated Easy','2026-11-19T09:31:00.000000+00:00',3,28,0,'[["cards",[3],{"state":"learning","stability":0.11124644896499523,"difficulty":9.91682962483839,"reviewed_on":"2026-11-17","reps":6,"lapses":0,"step":0,"due_at":"2026-11-17T09:32:00.000000+00:00","interval_days":null,"due_on":null},{"state":"review","stability":0.8200416002310327,"difficulty":9.874266330495702,"reviewed_on":"2026-11-19","reps":7,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"}]]');
INSERT INTO "journal" VALUES(31,'Rated Easy','2026-11-19T09:32:00.000000+00:00',2,29,0,'[["cards",[2],{"state":"relearning","stability":0.9734791242524723,"difficulty":9.262169214981265,"reviewed_on":"2026-11-17","reps":6,"lapses":1,"step":0,"due_at":"2026-11-17T09:44:00.000000+00:00","interval_days":null,"due_on":null},{"state":"review","stability":3.718051689529222,"difficulty":9.000848918839424,"reviewed_on":"2026-11-19","reps":7,"lapses":1,"step":null,"due_at":null,"interval_days":4,"due_on":"2026-11-23"}]]');
INSERT INTO "journal" VALUES(32,'Rated Good','2026-11-19T09:33:00.000000+00:00',5,30,0,'[["cards",[5],{"state":"relearning","stability":1.0518332788293099,"difficulty":9.624696689748687,"reviewed_on":"2026-11-17","reps":5,"lapses":1,"step":0,"due_at":"2026-11-17T09:47:00.000000+00:00","interval_days":null,"due_on":null},{"state":"review","stability":2.2329097230160415,"difficulty":9.610300362355776,"reviewed_on":"2026-11-19","reps":6,"lapses":1,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"}]]');
INSERT INTO "journal" VALUES(33,'Rated Again','2026-11-19T09:34:00.000000+00:00',6,31,0,'[["cards",[6],{"state":"review","stability":6.269161317502347,"difficulty":6.3909413235243795,"reviewed_on":"2026-11-14","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":5,"due_on":"2026-11-19"},{"state":"relearning","stability":1.042892537703426,"difficulty":8.798955323938301,"reviewed_on":"2026-11-19","reps":4,"lapses":1,"step":0,"due_at":"2026-11-19T09:44:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(34,'Rated Hard','2026-11-21T09:31:00.000000+00:00',6,32,0,'[["cards",[6],{"state":"relearning","stability":1.042892537703426,"difficulty":8.798955323938301,"reviewed_on":"2026-11-19","reps":4,"lapses":1,"step":0,"due_at":"2026-11-19T09:44:00.000000+00:00","interval_days":null,"due_on":null},{"state":"relearning","stability":2.177432660702074,"difficulty":9.187918944645178,"reviewed_on":"2026-11-21","reps":5,"lapses":1,"step":0,"due_at":"2026-11-21T09:46:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(35,'Rated Again','2026-11-21T09:32:00.000000+00:00',5,33,0,'[["cards",[5],{"state":"review","stability":2.2329097230160415,"difficulty":9.610300362355776,"reviewed_on":"2026-11-19","reps":6,"lapses":1,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"},{"state":"relearning","stability":0.5434762854229017,"difficulty":9.857136748360718,"reviewed_on":"2026-11-21","reps":7,"lapses":2,"step":0,"due_at":"2026-11-21T09:42:00.000000+00:00","interval_days":null,"due_on":null}]]');
INSERT INTO "journal" VALUES(36,'Rated Easy','2026-11-21T09:33:00.000000+00:00',3,34,0,'[["cards",[3],{"state":"review","stability":0.8200416002310327,"difficulty":9.874266330495702,"reviewed_on":"2026-11-19","reps":7,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"},{"state":"review","stability":2.521176138892753,"difficulty":9.817480366633202,"reviewed_on":"2026-11-21","reps":8,"lapses":0,"step":null,"due_at":null,"interval_days":4,"due_on":"2026-11-25"}]]');
INSERT INTO "journal" VALUES(37,'Flagged a card','2026-11-21T09:45:00.000000+00:00',1,NULL,0,'[["cards",[1],{"flag":0},{"flag":3}]]');
INSERT INTO "journal" VALUES(39,'Imported stores.md','2026-11-21T09:55:00.000000+00:00',NULL,NULL,0,'[["guides",[2],{"text":"---\ndeck: AWS::Stores\n---\n\n# Stores\n\nS3 :: objects\n\nEBS :: blocks ^ebs\n\n\u00c4rger & <b>M\u00fch</b> :: \u65e5\u672c \"quoted\" ''it''''s''\n\n","sha256":"755ebd81a1bbe6971ab7b41f1abec76b0afafc1a71cfc3664c174280cdda2735"},{"text":"---\ndeck: AWS::Stores\n---\n\n# Stores\n\nS3 :: objects by key\n\nEBS :: blocks of a disk ^ebs\n\n","sha256":"3b81de75730fe7bc1ab4b3eeaba19390ab75e29111a9c4226927d89f7da223ee"}],["notes",[7],{"deleted_at":"2026-11-21T09:55:00.000000+00:00"},{"deleted_at":null}],["cards",[7],{"deleted_at":"2026-11-21T09:55:00.000000+00:00"},{"deleted_at":null}],["notes",[5],{"back":"blocks","back_html":"<p>blocks</p>"},{"back":"blocks of a disk","back_html":"<p>blocks of a disk</p>"}],["sources",[5],{"content_key":"ce1eb71d70dd281c9cc6262b3778df06d2cc7875040ce4ac10e6440add314c0e"},{"content_key":"99a83560a513c92f27ab07f5b8aeb5f537784afbdc34787932f222a3539f83e2"}],["sources",[4],{"gone_at":null},{"gone_at":"2026-11-21T09:55:00.000000+00:00"}],["sources",[6],{"gone_at":null},{"gone_at":"2026-11-21T09:55:00.000000+00:00"}],["sources",[7],{"deleted_at":"2026-11-21T09:55:00.000000+00:00"},{"deleted_at":null}],["notes",[4],{"gone_at":null},{"gone_at":"2026-11-21T09:55:00.000000+00:00"}],["cards",[4],{"suspended":null},{"suspended":"gone"}],["notes",[6],{"gone_at":null},{"gone_at":"2026-11-21T09:55:00.000000+00:00"}],["cards",[6],{"suspended":null},{"suspended":"gone"}]]');
INSERT INTO "journal" VALUES(40,'Suspended a card','2026-11-21T10:00:00.000000+00:00',3,NULL,0,'[["cards",[3],{"suspended":null},{"suspended":"user"}]]');
INSERT INTO "journal" VALUES(41,'Flagged a card','2026-11-21T10:30:00.000000+00:00',4,NULL,1,'[["cards",[4],{"flag":0},{"flag":5}]]');
CREATE TABLE media (
        name TEXT PRIMARY KEY,
        content BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
INSERT INTO "media" VALUES('d9c9bcbbba3f78d5acb0e0223861c44f.png',X'89504E470D0A1A0A0000000000000000');
CREATE TABLE notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        guid TEXT NOT NULL UNIQUE,
        deck_id INTEGER NOT NULL REFERENCES decks (id),
        kind TEXT NOT NULL,
        front TEXT NOT NULL,
        back TEXT NOT NULL,
        front_html TEXT NOT NULL,
        back_html TEXT NOT NULL,
        context TEXT NOT NULL,
        level TEXT,
        as_of TEXT,
        tags TEXT NOT NULL DEFAULT '[]',
        principles TEXT NOT NULL DEFAULT '[]',
        sections TEXT NOT NULL DEFAULT '[]',
        is_marked INTEGER NOT NULL DEFAULT 0 CHECK (is_marked IN (0, 1)),
        created_at TEXT NOT NULL,
        gone_at TEXT,
        deleted_at TEXT,
        UNIQUE (id, deck_id)
    ) STRICT;
INSERT INTO "notes" VALUES(1,'4cfaafbfd3dddb8fc5c4',2,'concept','queue','holds messages until they are read','<p>queue</p>','<p>holds messages until they are read</p>','Queues',NULL,NULL,'[]','[]','[]',0,'2026-11-10T09:00:00.000000+00:00',NULL,NULL);
INSERT INTO "notes" VALUES(2,'907c4afaa2253dd851b7',2,'concept','topic','hands each message to all who listen','<p>topic</p>','<p>hands each message to all who listen</p>','Queues',NULL,NULL,'[]','[]','[]',0,'2026-11-10T09:00:00.000000+00:00',NULL,NULL);
INSERT INTO "notes" VALUES(3,'4c6e94eea65a0ccab3ab',2,'concept','dead letter','a message nobody could work on ![box](box.png)','<p>dead letter</p>','<p>a message nobody could work on <img src="/media/d9c9bcbbba3f78d5acb0e0223861c44f.png" alt="box" loading="lazy"></p>','Queues',NULL,NULL,'[]','[]','[]',0,'2026-11-10T09:00:00.000000+00:00',NULL,NULL);
INSERT INTO "notes" VALUES(4,'f61c7a089bed5c7d93f1',3,'concept','S3','objects','<p>S3</p>','<p>objects</p>','Stores',NULL,NULL,'[]','[]','[]',0,'2026-11-10T09:05:00.000000+00:00','2026-11-21T09:55:00.000000+00:00',NULL);
INSERT INTO "notes" VALUES(5,'32d919ec15497d5ef7e1',3,'concept','EBS','blocks of a disk','<p>EBS</p>','<p>blocks of a disk</p>','Stores',NULL,NULL,'[]','[]','[]',0,'2026-11-10T09:05:00.000000+00:00',NULL,NULL);
INSERT INTO "notes" VALUES(6,'e94d76eb9077e9436dc3',3,'concept','Ärger & <b>Müh</b>','日本 "quoted" ''it''''s''','<p>Ärger &amp; <b>Müh</b></p>','<p>日本 "quoted" ''it''''s''</p>','Stores',NULL,NULL,'[]','[]','[]',0,'2026-11-10T09:05:00.000000+00:00','2026-11-21T09:55:00.000000+00:00',NULL);
INSERT INTO "notes" VALUES(7,'9e3065ae4a4b79cbcd3e',3,'concept','S3','objects by key','<p>S3</p>','<p>objects by key</p>','Stores',NULL,NULL,'[]','[]','[]',0,'2026-11-21T09:55:00.000000+00:00',NULL,NULL);
CREATE TABLE parameters (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        weights TEXT NOT NULL
    ) STRICT;
INSERT INTO "parameters" VALUES(1,'[0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542]');
CREATE TABLE review_log (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        review_id TEXT UNIQUE,
        card_id INTEGER NOT NULL REFERENCES cards (id),
        deck_id INTEGER NOT NULL REFERENCES decks (id),
        kind TEXT NOT NULL CHECK (kind IN ('rating', 'undo', 'redo')),
        reverses_id INTEGER REFERENCES review_log (id),
        rating INTEGER CHECK (rating BETWEEN 1 AND 4),
        reviewed_at TEXT NOT NULL,
        study_day TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        took_ms INTEGER,
        turn TEXT CHECK (turn IN ('learning', 'interday', 'review', 'new')),
        before TEXT,
        after TEXT,
        step_seconds INTEGER,
        interval_days INTEGER,
        desired_retention REAL,
        parameters_id INTEGER REFERENCES parameters (id),
        CHECK ((kind = 'rating') = (rating IS NOT NULL AND review_id IS NOT NULL AND parameters_id IS NOT NULL)),
        CHECK ((kind = 'rating') = (reverses_id IS NULL))
    ) STRICT;
INSERT INTO "review_log" VALUES(1,'review-1',1,2,'rating',NULL,3,'2026-11-10T09:31:00.000000+00:00','2026-11-10','UTC',3000,'new',NULL,'{"state":"learning","stability":2.3065,"difficulty":2.118103970459016,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":1,"due_at":"2026-11-10T09:41:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(2,'review-2',2,2,'rating',NULL,2,'2026-11-10T09:32:00.000000+00:00','2026-11-10','UTC',3500,'new',NULL,'{"state":"learning","stability":1.2931,"difficulty":5.112170705601056,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":0,"due_at":"2026-11-10T09:37:30.000000+00:00","interval_days":null,"due_on":null}',330,NULL,0.92,1);
INSERT INTO "review_log" VALUES(3,'review-3',3,2,'rating',NULL,3,'2026-11-10T09:33:00.000000+00:00','2026-11-10','UTC',4000,'new',NULL,'{"state":"learning","stability":2.3065,"difficulty":2.118103970459016,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":1,"due_at":"2026-11-10T09:43:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(4,'review-4',4,3,'rating',NULL,1,'2026-11-10T09:34:00.000000+00:00','2026-11-10','UTC',4500,'new',NULL,'{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":0,"due_at":"2026-11-10T09:35:00.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(5,'review-5',5,3,'rating',NULL,1,'2026-11-10T09:35:00.000000+00:00','2026-11-10','UTC',5000,'new',NULL,'{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":0,"due_at":"2026-11-10T09:36:00.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(6,'review-6',4,3,'rating',NULL,4,'2026-11-10T09:59:48.000000+00:00','2026-11-10','UTC',3000,'learning','{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":0,"due_at":"2026-11-10T09:35:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":0.42437996387663374,"difficulty":5.200020369516838,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-12"}',NULL,2,0.92,1);
INSERT INTO "review_log" VALUES(7,'review-7',5,3,'rating',NULL,1,'2026-11-10T10:00:48.000000+00:00','2026-11-10','UTC',3500,'learning','{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":0,"due_at":"2026-11-10T09:36:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":0.08335671711031604,"difficulty":8.806304468856837,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":0,"due_at":"2026-11-10T10:01:48.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(8,'review-8',2,2,'rating',NULL,3,'2026-11-10T10:01:48.000000+00:00','2026-11-10','UTC',4000,'learning','{"state":"learning","stability":1.2931,"difficulty":5.112170705601056,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":0,"due_at":"2026-11-10T09:37:30.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":1.3358997622047517,"difficulty":5.102286904192293,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":1,"due_at":"2026-11-10T10:11:48.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(9,'review-9',1,2,'rating',NULL,4,'2026-11-10T10:02:48.000000+00:00','2026-11-10','UTC',4500,'learning','{"state":"learning","stability":2.3065,"difficulty":2.118103970459016,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":1,"due_at":"2026-11-10T09:41:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":3.946054067969477,"difficulty":1.0,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-13"}',NULL,3,0.92,1);
INSERT INTO "review_log" VALUES(10,'review-10',3,2,'rating',NULL,1,'2026-11-10T10:03:48.000000+00:00','2026-11-10','UTC',5000,'learning','{"state":"learning","stability":2.3065,"difficulty":2.118103970459016,"reviewed_on":"2026-11-10","reps":1,"lapses":0,"step":1,"due_at":"2026-11-10T09:43:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":0.7750839828558984,"difficulty":7.394502741279718,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":0,"due_at":"2026-11-10T10:04:48.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(11,'review-11',5,3,'rating',NULL,4,'2026-11-11T09:31:00.000000+00:00','2026-11-11','UTC',3000,'learning','{"state":"learning","stability":0.08335671711031604,"difficulty":8.806304468856837,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":0,"due_at":"2026-11-10T10:01:48.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":1.0770947135340145,"difficulty":8.39265541785738,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-13"}',NULL,2,0.92,1);
INSERT INTO "review_log" VALUES(12,'review-12',3,2,'rating',NULL,2,'2026-11-11T09:32:00.000000+00:00','2026-11-11','UTC',3500,'learning','{"state":"learning","stability":0.7750839828558984,"difficulty":7.394502741279718,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":0,"due_at":"2026-11-10T10:04:48.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":1.9023564862607272,"difficulty":8.25557787278606,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:37:30.000000+00:00","interval_days":null,"due_on":null}',330,NULL,0.92,1);
INSERT INTO "review_log" VALUES(13,'review-13',2,2,'rating',NULL,1,'2026-11-11T09:33:00.000000+00:00','2026-11-11','UTC',4000,'learning','{"state":"learning","stability":1.3358997622047517,"difficulty":5.102286904192293,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":1,"due_at":"2026-11-10T10:11:48.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":0.3835273572037557,"difficulty":8.375383379153895,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:34:00.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(14,'review-14',6,3,'rating',NULL,1,'2026-11-11T09:34:00.000000+00:00','2026-11-11','UTC',4500,'new',NULL,'{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-11","reps":1,"lapses":0,"step":0,"due_at":"2026-11-11T09:35:00.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(15,'review-15',2,2,'rating',NULL,3,'2026-11-12T09:31:00.000000+00:00','2026-11-12','UTC',3000,'learning','{"state":"learning","stability":0.3835273572037557,"difficulty":8.375383379153895,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:34:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":1.5501257768271512,"difficulty":8.36223636507158,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":1,"due_at":"2026-11-12T09:41:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(16,'review-16',6,3,'rating',NULL,3,'2026-11-12T09:32:00.000000+00:00','2026-11-12','UTC',3500,'learning','{"state":"learning","stability":0.212,"difficulty":6.4133,"reviewed_on":"2026-11-11","reps":1,"lapses":0,"step":0,"due_at":"2026-11-11T09:35:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":1.8867876195204154,"difficulty":6.402115069296838,"reviewed_on":"2026-11-12","reps":2,"lapses":0,"step":1,"due_at":"2026-11-12T09:42:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(17,'review-17',3,2,'rating',NULL,1,'2026-11-12T09:33:00.000000+00:00','2026-11-12','UTC',4000,'learning','{"state":"learning","stability":1.9023564862607272,"difficulty":8.25557787278606,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":0,"due_at":"2026-11-11T09:37:30.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":0.4667027026494931,"difficulty":9.41184867815208,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":0,"due_at":"2026-11-12T09:34:00.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(18,'review-18',4,3,'rating',NULL,2,'2026-11-12T09:34:00.000000+00:00','2026-11-12','UTC',4500,'review','{"state":"review","stability":0.42437996387663374,"difficulty":5.200020369516838,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-12"}','{"state":"review","stability":2.6946354939108765,"difficulty":6.798778211531335,"reviewed_on":"2026-11-12","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-14"}',NULL,2,0.92,1);
INSERT INTO "review_log" VALUES(19,'review-19',3,2,'rating',NULL,1,'2026-11-14T09:31:00.000000+00:00','2026-11-14','UTC',3000,'learning','{"state":"learning","stability":0.4667027026494931,"difficulty":9.41184867815208,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":0,"due_at":"2026-11-12T09:34:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":0.19827819931060045,"difficulty":9.791907029234414,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":0,"due_at":"2026-11-14T09:32:00.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(20,'review-20',2,2,'rating',NULL,4,'2026-11-14T09:32:00.000000+00:00','2026-11-14','UTC',3500,'learning','{"state":"learning","stability":1.5501257768271512,"difficulty":8.36223636507158,"reviewed_on":"2026-11-12","reps":4,"lapses":0,"step":1,"due_at":"2026-11-12T09:41:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":6.1265605135389185,"difficulty":7.800200447360727,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-17"}',NULL,3,0.92,1);
INSERT INTO "review_log" VALUES(21,'review-21',6,3,'rating',NULL,3,'2026-11-14T09:33:00.000000+00:00','2026-11-14','UTC',4000,'learning','{"state":"learning","stability":1.8867876195204154,"difficulty":6.402115069296838,"reviewed_on":"2026-11-12","reps":2,"lapses":0,"step":1,"due_at":"2026-11-12T09:42:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":6.269161317502347,"difficulty":6.3909413235243795,"reviewed_on":"2026-11-14","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":5,"due_on":"2026-11-19"}',NULL,5,0.92,1);
INSERT INTO "review_log" VALUES(22,'review-22',5,3,'rating',NULL,1,'2026-11-14T09:34:00.000000+00:00','2026-11-14','UTC',4500,'review','{"state":"review","stability":1.0770947135340145,"difficulty":8.39265541785738,"reviewed_on":"2026-11-11","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-13"}','{"state":"relearning","stability":0.3733979053268224,"difficulty":9.456905135089718,"reviewed_on":"2026-11-14","reps":4,"lapses":1,"step":0,"due_at":"2026-11-14T09:44:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(23,'review-23',1,2,'rating',NULL,4,'2026-11-14T09:35:00.000000+00:00','2026-11-14','UTC',5000,'review','{"state":"review","stability":3.946054067969477,"difficulty":1.0,"reviewed_on":"2026-11-10","reps":2,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-13"}','{"state":"review","stability":35.93232945789445,"difficulty":1.0,"reviewed_on":"2026-11-14","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":24,"due_on":"2026-12-08"}',NULL,24,0.92,1);
INSERT INTO "review_log" VALUES(24,'review-24',3,2,'rating',NULL,1,'2026-11-17T09:31:00.000000+00:00','2026-11-17','UTC',3000,'learning','{"state":"learning","stability":0.19827819931060045,"difficulty":9.791907029234414,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":0,"due_at":"2026-11-14T09:32:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"learning","stability":0.11124644896499523,"difficulty":9.91682962483839,"reviewed_on":"2026-11-17","reps":6,"lapses":0,"step":0,"due_at":"2026-11-17T09:32:00.000000+00:00","interval_days":null,"due_on":null}',60,NULL,0.92,1);
INSERT INTO "review_log" VALUES(25,'review-25',5,3,'rating',NULL,2,'2026-11-17T09:32:00.000000+00:00','2026-11-17','UTC',3500,'learning','{"state":"relearning","stability":0.3733979053268224,"difficulty":9.456905135089718,"reviewed_on":"2026-11-14","reps":4,"lapses":1,"step":0,"due_at":"2026-11-14T09:44:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"relearning","stability":1.0518332788293099,"difficulty":9.624696689748687,"reviewed_on":"2026-11-17","reps":5,"lapses":1,"step":0,"due_at":"2026-11-17T09:47:00.000000+00:00","interval_days":null,"due_on":null}',900,NULL,0.92,1);
INSERT INTO "review_log" VALUES(26,'review-26',4,3,'rating',NULL,4,'2026-11-17T09:33:00.000000+00:00','2026-11-17','UTC',4000,'review','{"state":"review","stability":2.6946354939108765,"difficulty":6.798778211531335,"reviewed_on":"2026-11-12","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-14"}','{"state":"review","stability":17.276779189203772,"difficulty":5.714307436057288,"reviewed_on":"2026-11-17","reps":4,"lapses":0,"step":null,"due_at":null,"interval_days":13,"due_on":"2026-11-30"}',NULL,13,0.92,1);
INSERT INTO "review_log" VALUES(27,'review-27',2,2,'rating',NULL,1,'2026-11-17T09:34:00.000000+00:00','2026-11-17','UTC',4500,'review','{"state":"review","stability":6.1265605135389185,"difficulty":7.800200447360727,"reviewed_on":"2026-11-14","reps":5,"lapses":0,"step":null,"due_at":null,"interval_days":3,"due_on":"2026-11-17"}','{"state":"relearning","stability":0.9734791242524723,"difficulty":9.262169214981265,"reviewed_on":"2026-11-17","reps":6,"lapses":1,"step":0,"due_at":"2026-11-17T09:44:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(28,'review-28',3,2,'rating',NULL,4,'2026-11-19T09:31:00.000000+00:00','2026-11-19','UTC',3000,'learning','{"state":"learning","stability":0.11124644896499523,"difficulty":9.91682962483839,"reviewed_on":"2026-11-17","reps":6,"lapses":0,"step":0,"due_at":"2026-11-17T09:32:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":0.8200416002310327,"difficulty":9.874266330495702,"reviewed_on":"2026-11-19","reps":7,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"}',NULL,2,0.92,1);
INSERT INTO "review_log" VALUES(29,'review-29',2,2,'rating',NULL,4,'2026-11-19T09:32:00.000000+00:00','2026-11-19','UTC',3500,'learning','{"state":"relearning","stability":0.9734791242524723,"difficulty":9.262169214981265,"reviewed_on":"2026-11-17","reps":6,"lapses":1,"step":0,"due_at":"2026-11-17T09:44:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":3.718051689529222,"difficulty":9.000848918839424,"reviewed_on":"2026-11-19","reps":7,"lapses":1,"step":null,"due_at":null,"interval_days":4,"due_on":"2026-11-23"}',NULL,4,0.92,1);
INSERT INTO "review_log" VALUES(30,'review-30',5,3,'rating',NULL,3,'2026-11-19T09:33:00.000000+00:00','2026-11-19','UTC',4000,'learning','{"state":"relearning","stability":1.0518332788293099,"difficulty":9.624696689748687,"reviewed_on":"2026-11-17","reps":5,"lapses":1,"step":0,"due_at":"2026-11-17T09:47:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"review","stability":2.2329097230160415,"difficulty":9.610300362355776,"reviewed_on":"2026-11-19","reps":6,"lapses":1,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"}',NULL,2,0.92,1);
INSERT INTO "review_log" VALUES(31,'review-31',6,3,'rating',NULL,1,'2026-11-19T09:34:00.000000+00:00','2026-11-19','UTC',4500,'review','{"state":"review","stability":6.269161317502347,"difficulty":6.3909413235243795,"reviewed_on":"2026-11-14","reps":3,"lapses":0,"step":null,"due_at":null,"interval_days":5,"due_on":"2026-11-19"}','{"state":"relearning","stability":1.042892537703426,"difficulty":8.798955323938301,"reviewed_on":"2026-11-19","reps":4,"lapses":1,"step":0,"due_at":"2026-11-19T09:44:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(32,'review-32',6,3,'rating',NULL,2,'2026-11-21T09:31:00.000000+00:00','2026-11-21','UTC',3000,'learning','{"state":"relearning","stability":1.042892537703426,"difficulty":8.798955323938301,"reviewed_on":"2026-11-19","reps":4,"lapses":1,"step":0,"due_at":"2026-11-19T09:44:00.000000+00:00","interval_days":null,"due_on":null}','{"state":"relearning","stability":2.177432660702074,"difficulty":9.187918944645178,"reviewed_on":"2026-11-21","reps":5,"lapses":1,"step":0,"due_at":"2026-11-21T09:46:00.000000+00:00","interval_days":null,"due_on":null}',900,NULL,0.92,1);
INSERT INTO "review_log" VALUES(33,'review-33',5,3,'rating',NULL,1,'2026-11-21T09:32:00.000000+00:00','2026-11-21','UTC',3500,'review','{"state":"review","stability":2.2329097230160415,"difficulty":9.610300362355776,"reviewed_on":"2026-11-19","reps":6,"lapses":1,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"}','{"state":"relearning","stability":0.5434762854229017,"difficulty":9.857136748360718,"reviewed_on":"2026-11-21","reps":7,"lapses":2,"step":0,"due_at":"2026-11-21T09:42:00.000000+00:00","interval_days":null,"due_on":null}',600,NULL,0.92,1);
INSERT INTO "review_log" VALUES(34,'review-34',3,2,'rating',NULL,4,'2026-11-21T09:33:00.000000+00:00','2026-11-21','UTC',4000,'review','{"state":"review","stability":0.8200416002310327,"difficulty":9.874266330495702,"reviewed_on":"2026-11-19","reps":7,"lapses":0,"step":null,"due_at":null,"interval_days":2,"due_on":"2026-11-21"}','{"state":"review","stability":2.521176138892753,"difficulty":9.817480366633202,"reviewed_on":"2026-11-21","reps":8,"lapses":0,"step":null,"due_at":null,"interval_days":4,"due_on":"2026-11-25"}',NULL,4,0.92,1);
CREATE TABLE sources (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        note_id INTEGER NOT NULL REFERENCES notes (id),
        guide_id INTEGER NOT NULL REFERENCES guides (id),
        heading TEXT NOT NULL,
        line INTEGER NOT NULL,
        end_line INTEGER NOT NULL,
        explicit_id TEXT,
        content_key TEXT NOT NULL,
        gone_at TEXT,
        deleted_at TEXT
    ) STRICT;
INSERT INTO "sources" VALUES(1,1,1,'[]',7,7,'queue','8bd554da76e438a14c90467c7e25909f0d1da7e1e41e99db2f947cc9f5121738',NULL,NULL);
INSERT INTO "sources" VALUES(2,2,1,'[]',9,9,NULL,'9a192d62970f6e1ac4ad63e725e8f920308d20afea69addaa177f17814126a44',NULL,NULL);
INSERT INTO "sources" VALUES(3,3,1,'[]',11,11,NULL,'8281d1bda535f5ce2d3bd06e8cf2ba4ff6261dde4555a1a7c766689e12ac872f',NULL,NULL);
INSERT INTO "sources" VALUES(4,4,2,'[]',7,7,NULL,'6b98db25d488605a1f5c6b80dc2028c44ba27f17aa13ab5e4d01e20be6c10022','2026-11-21T09:55:00.000000+00:00',NULL);
INSERT INTO "sources" VALUES(5,5,2,'[]',9,9,'ebs','99a83560a513c92f27ab07f5b8aeb5f537784afbdc34787932f222a3539f83e2',NULL,NULL);
INSERT INTO "sources" VALUES(6,6,2,'[]',11,11,NULL,'188fadbc9e67994b61e92bd20d183dd9bd9271180a22698241455253bd632a34','2026-11-21T09:55:00.000000+00:00',NULL);
INSERT INTO "sources" VALUES(7,7,2,'[]',7,7,NULL,'4de245ee61f2f8256a082242119c6c780d21b340bdf185c2ec9f169604603619',NULL,NULL);
CREATE TABLE staged_guides (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
        guide_id INTEGER REFERENCES guides (id),
        resembles_id INTEGER REFERENCES guides (id),
        path TEXT NOT NULL,
        title TEXT NOT NULL,
        deck TEXT NOT NULL,
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        front_matter TEXT NOT NULL,
        bundled_as TEXT,
        images TEXT NOT NULL,
        repairs TEXT NOT NULL,
        skips TEXT NOT NULL
    ) STRICT;
INSERT INTO "staged_guides" VALUES(4,4,NULL,NULL,'later.md','Guide','Deck','---
deck: Deck
---

# Guide

one :: 1

two :: 2

','5d54875be39851c9df5abb96739d033d2a9be1f4d15394600920a455505a04a2','{"deck": "Deck"}',NULL,'{}','[]','[]');
CREATE TABLE staged_notes (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        staged_guide_id INTEGER NOT NULL REFERENCES staged_guides (id) ON DELETE CASCADE,
        status TEXT NOT NULL CHECK (status IN ('added', 'changed', 'moved', 'same', 'ask', 'gone')),
        note_id INTEGER REFERENCES notes (id),
        is_ticked INTEGER NOT NULL DEFAULT 1 CHECK (is_ticked IN (0, 1)),
        front_html TEXT NOT NULL,
        back_html TEXT NOT NULL,
        draft TEXT NOT NULL
    ) STRICT;
INSERT INTO "staged_notes" VALUES(11,4,'added',NULL,1,'<p>one</p>','<p>1</p>','{"kind": "concept", "front": "one", "back": "1", "heading": [], "line": 7, "end_line": 7, "explicit_id": null, "level": null, "as_of": null, "tags": [], "principles": [], "sections": []}');
INSERT INTO "staged_notes" VALUES(12,4,'added',NULL,1,'<p>two</p>','<p>2</p>','{"kind": "concept", "front": "two", "back": "2", "heading": [], "line": 9, "end_line": 9, "explicit_id": null, "level": null, "as_of": null, "tags": [], "principles": [], "sections": []}');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE UNIQUE INDEX decks_name ON decks (name) WHERE deleted_at IS NULL;
CREATE INDEX guides_path ON guides (path);
CREATE INDEX sources_note ON sources (note_id);
CREATE INDEX sources_guide ON sources (guide_id);
CREATE INDEX sources_content ON sources (content_key);
CREATE INDEX cards_due ON cards (due_on, deck_id)
        WHERE state = 'review' AND deleted_at IS NULL AND suspended IS NULL AND is_drilled = 0;
CREATE INDEX cards_new ON cards (position, deck_id)
        WHERE state = 'new' AND deleted_at IS NULL AND suspended IS NULL AND is_drilled = 0;
CREATE INDEX cards_learning ON cards (due_at)
        WHERE state IN ('learning', 'relearning') AND deleted_at IS NULL AND suspended IS NULL AND is_drilled = 0;
CREATE INDEX review_log_card ON review_log (card_id);
CREATE INDEX review_log_day ON review_log (study_day);
CREATE INDEX review_log_reverses ON review_log (reverses_id) WHERE reverses_id IS NOT NULL;
CREATE TRIGGER review_log_keeps_rows BEFORE UPDATE ON review_log
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER review_log_loses_no_row BEFORE DELETE ON review_log
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE TRIGGER review_log_replaces_no_row BEFORE INSERT ON review_log
        WHEN EXISTS (SELECT 1 FROM review_log WHERE id = NEW.id OR review_id = NEW.review_id)
        BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END;
CREATE INDEX staged_guides_import ON staged_guides (import_id);
CREATE INDEX staged_notes_guide ON staged_notes (staged_guide_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('parameters',1);
INSERT INTO "sqlite_sequence" VALUES('imports',4);
INSERT INTO "sqlite_sequence" VALUES('staged_guides',4);
INSERT INTO "sqlite_sequence" VALUES('staged_notes',12);
INSERT INTO "sqlite_sequence" VALUES('decks',3);
INSERT INTO "sqlite_sequence" VALUES('guides',2);
INSERT INTO "sqlite_sequence" VALUES('notes',7);
INSERT INTO "sqlite_sequence" VALUES('cards',7);
INSERT INTO "sqlite_sequence" VALUES('sources',7);
INSERT INTO "sqlite_sequence" VALUES('journal',41);
INSERT INTO "sqlite_sequence" VALUES('review_log',34);
COMMIT;
PRAGMA user_version=1;
